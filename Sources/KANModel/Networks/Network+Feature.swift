extension Network {
  /// An input or output of a network in the user's own terms: its name and how the network scales it.
  ///
  /// Inputs enter as (x − shift)/scale, outputs leave as scale·y + shift.
  public struct Feature: Hashable, Sendable, Codable {
    /// The name of the column.
    public let name: String
    /// What is subtracted, in the unit of the column.
    public var shift: Double
    /// What is divided by, in the unit of the column; positive.
    public var scale: Double

    /// A feature, unscaled unless told otherwise.
    public init(name: String, shift: Double = 0, scale: Double = 1) {
      self.name = name
      self.shift = shift
      self.scale = scale
    }
  }
}
