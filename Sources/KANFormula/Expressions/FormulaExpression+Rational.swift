extension FormulaExpression {
  /// An exact fraction in lowest terms with a positive denominator.
  ///
  /// Arithmetic returns `nil` if a result does not fit into 64 bits; callers then fall back to `Double`.
  public struct Rational: Hashable, Sendable, Codable {
    /// The numerator, carrying the sign.
    public let numerator: Int
    /// The denominator, always positive.
    public let denominator: Int

    /// A whole number.
    ///
    /// - Parameter value: The number, which must not be `Int.min`: its opposite would not fit.
    public init(_ value: Int) {
      precondition(value != Int.min, "a Rational cannot hold Int.min")
      numerator = value
      denominator = 1
    }

    /// Reads the members `numerator` and `denominator`.
    ///
    /// - Throws: An error if a member is missing or no whole number, if the denominator is not positive, or if the
    /// fraction is not in lowest terms.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let numerator = try container.decode(Int.self, forKey: .numerator)
      let denominator = try container.decode(Int.self, forKey: .denominator)
      guard denominator > 0, let value = Rational(numerator, denominator), value.denominator == denominator
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .denominator, in: container, debugDescription: "not a fraction in lowest terms")
      }
      self = value
    }

    private enum CodingKeys: String, CodingKey { case numerator, denominator }
  }
}
