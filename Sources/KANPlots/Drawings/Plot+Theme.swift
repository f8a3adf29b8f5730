extension Plot {
  /// The colours of a picture.
  public enum Theme: String, Sendable, CaseIterable {
    /// Light or dark according to the reader's setting if the format supports it, otherwise light.
    case automatic
    /// Dark lines on white.
    case light
    /// Light lines on black.
    case dark
  }
}
