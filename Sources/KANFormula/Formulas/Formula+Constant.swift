extension Formula {
  /// A constant of a formula as the fit found it.
  public struct Constant: Sendable, Hashable, Codable {
    /// The fitted value.
    public var value: Double
    /// One standard error of the fit, if it could be estimated.
    public var standardError: Double?
    /// The exact number that the formula holds instead, as text: `pi/2`, `sqrt(2)`; `nil` for a free constant.
    public var recognisedAs: String?
    /// The name under which the expression holds it, where a user gave the form and its names; `nil` for a plain number.
    public var name: String?

    /// A constant, its error, the exact number it was identified as, and what it is called.
    public init(
      value: Double, standardError: Double? = nil, recognisedAs: String? = nil, name: String? = nil
    ) {
      self.value = value
      self.standardError = standardError
      self.recognisedAs = recognisedAs
      self.name = name
    }

    /// Value and error as they are printed, rounded to what is known.
    public var measured: Formula.MeasuredValue { Formula.MeasuredValue(value, standardError: standardError) }

    /// Whether the error exceeds the value: the data do not tell the constant from zero.
    public var isConsistentWithZero: Bool {
      recognisedAs == nil && standardError.map { $0 > abs(value) } ?? false
    }
  }
}
