extension Formula {
  /// An input of a formula.
  public struct Variable: Sendable, Hashable {
    /// The name of the column.
    public var name: String
    /// The range that the data covered, if known.
    public var range: ClosedRange<Double>?
    /// The unit of measurement as the user wrote it, such as `GeV` or `m/s^2`; `nil` if none was given.
    public var unit: String?

    /// An input, its range and its unit.
    ///
    /// - Parameters:
    ///   - name: The name of the column, as it stands in the expression.
    ///   - range: The range that the data covered, in the unit of the input; `nil` if it is not known.
    ///   - unit: The unit as text, such as `GeV`, which is not parsed here; `nil` if there is none.
    public init(name: String, range: ClosedRange<Double>? = nil, unit: String? = nil) {
      self.name = name
      self.range = range
      self.unit = unit
    }
  }
}

extension Formula.Variable: Codable {
  private enum Keys: String, CodingKey { case name, lower, upper, unit }

  /// Reads `{"name": "x", "lower": 0, "upper": 1, "unit": "m"}`; the ends and the unit may be missing.
  ///
  /// A range of which only one end is given counts as unknown.
  ///
  /// - Throws: An error if the name is missing, if a value has the wrong type, or if the lower end
  /// exceeds the upper one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    name = try container.decode(String.self, forKey: .name)
    unit = try container.decodeIfPresent(String.self, forKey: .unit)
    let lower = try container.decodeIfPresent(Double.self, forKey: .lower)
    let upper = try container.decodeIfPresent(Double.self, forKey: .upper)
    guard let lower, let upper else { return }
    guard lower <= upper else {
      throw DecodingError.dataCorruptedError(
        forKey: .lower, in: container, debugDescription: "the range of '\(name)' ends before it begins")
    }
    range = lower...upper
  }

  /// Writes the name, the ends of the range and the unit; what is `nil` is left out.
  ///
  /// - Throws: An error of the encoder, such as that of JSON for a range with an infinite end.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(range?.lowerBound, forKey: .lower)
    try container.encodeIfPresent(range?.upperBound, forKey: .upper)
    try container.encodeIfPresent(unit, forKey: .unit)
  }
}
