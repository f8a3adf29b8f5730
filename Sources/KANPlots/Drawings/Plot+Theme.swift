extension Plot {
  /// The paper that a picture is made for.
  public enum Theme: String, Sendable, CaseIterable {
    /// Light or dark by the reader's own setting where the format can tell, else light.
    case automatic
    /// Dark lines on white.
    case light
    /// Light lines on black.
    case dark
  }
}
