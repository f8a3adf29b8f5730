/// An input of a formula.
public struct FormulaVariable: Sendable, Hashable {
  /// The name of the column.
  public var name: String
  /// The range that the data covered, if known.
  public var range: ClosedRange<Double>?

  /// An input and its range.
  public init(name: String, range: ClosedRange<Double>? = nil) {
    self.name = name
    self.range = range
  }
}

extension FormulaVariable: Codable {
  private enum CodingKeys: String, CodingKey { case name, lower, upper }

  /// Reads `{"name": "x", "lower": 0, "upper": 1}`; the ends may both be missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    let lower = try container.decodeIfPresent(Double.self, forKey: .lower)
    let upper = try container.decodeIfPresent(Double.self, forKey: .upper)
    guard let lower, let upper else { return }
    guard lower <= upper else {
      throw DecodingError.dataCorruptedError(
        forKey: .lower, in: container, debugDescription: "the range of '\(name)' ends before it begins")
    }
    range = lower...upper
  }

  /// Writes the name and the ends of the range.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(range?.lowerBound, forKey: .lower)
    try container.encodeIfPresent(range?.upperBound, forKey: .upper)
  }
}
