/// The identification of a model file; the README of this room describes the format.
enum ModelFormat {
  /// The name of the format.
  static let name = "swiftkan"
  /// The version that is written and read.
  static let version = "1"
}
