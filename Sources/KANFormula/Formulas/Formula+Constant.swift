extension Formula {
  /// A fitted constant of a formula.
  public struct Constant: Sendable, Hashable, Codable {
    /// The fitted value.
    public var value: Double
    /// One standard error of the fit, if it could be estimated.
    public var standardError: Double?
    /// The exact number that replaces it in the formula, as text: `pi/2`, `sqrt(2)`; `nil` for a free constant.
    public var recognisedAs: String?
    /// Its name in the expression, if a user gave the form and its names; `nil` for a plain number.
    public var name: String?

    /// A constant, its error, the exact number that it was identified as, and its name.
    ///
    /// - Parameters:
    ///   - value: The fitted value.
    ///   - standardError: One standard error of the fit, in the unit of the value; `nil` if it could not be estimated.
    ///   - recognisedAs: The exact number that replaces the value in the formula, as text; `nil` for a free constant.
    ///   - name: The name of the constant in the expression; `nil` for a plain number.
    public init(
      value: Double, standardError: Double? = nil, recognisedAs: String? = nil, name: String? = nil
    ) {
      self.value = value
      self.standardError = standardError
      self.recognisedAs = recognisedAs
      self.name = name
    }

    /// Value and error as they are printed, rounded to the significant digits.
    public var measured: Formula.MeasuredValue { Formula.MeasuredValue(value, standardError: standardError) }

    /// Whether the error exceeds the value: the data do not distinguish the constant from zero.
    public var isConsistentWithZero: Bool {
      recognisedAs == nil && standardError.map { $0 > abs(value) } ?? false
    }
  }
}
