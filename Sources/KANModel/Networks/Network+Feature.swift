extension Network {
  /// An input or output of a network in the user's own terms: its name and its scaling.
  ///
  /// Inputs enter as (x − shift)/scale, outputs leave as scale·y + shift.
  public struct Feature: Hashable, Sendable, Codable {
    /// The name of the column.
    public let name: String
    /// The number that is subtracted, in the unit of the column.
    public var shift: Double
    /// The divisor, in the unit of the column; positive.
    public var scale: Double

    /// A feature, by default unscaled.
    ///
    /// - Parameters:
    ///   - name: The name of the column.
    ///   - shift: The number that is subtracted, in the unit of the column.
    ///   - scale: The divisor, in the unit of the column; positive.
    public init(name: String, shift: Double = 0, scale: Double = 1) {
      self.name = name
      self.shift = shift
      self.scale = scale
    }
  }
}
