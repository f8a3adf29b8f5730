/// Whether a formula is dimensionally consistent: only quantities of equal dimension are added, and functions take pure numbers.
///
/// Measured constants may carry units; the formula determines which, as far as possible. log u of a quantity with a unit is
/// accepted if the contribution of its unit cancels (log V₂ − log V₁) or a measured constant is added.
package struct DimensionalBalance: Sendable, Hashable {
  /// The dimension of every free constant, in the order of `freeConstants`; `nil` where any is possible.
  package let constants: [PhysicalDimension?]
  /// The exact numbers that must also carry a unit, with their dimensions; of ±1 only those before the argument of a function.
  package let numbers: [Number]

  /// An exact number with a unit.
  package struct Number: Sendable, Hashable {
    /// The number as text.
    package let text: String
    /// The sum or product that contains it, or the argument before which a one is implied.
    package let part: Expression
    /// The dimension that it carries.
    package let dimension: PhysicalDimension
  }

  /// Balances a formula.
  ///
  /// - Parameters:
  ///   - expression: The right side.
  ///   - dimensions: Known dimensions of variables and named constants; other variables may have any dimension, other constants are
  ///     pure numbers.
  ///   - target: The dimension of the left side, if known.
  ///   - allowsImpliedOnes: Whether the argument of a function may have a unit that a factor of one cancels, as in exp(−t) of a
  ///     time constant of one second.
  /// - Throws: `FormulaError.unbalanced` with the inconsistent part.
  package init(
    of expression: Expression, dimensions: [String: PhysicalDimension], target: PhysicalDimension?,
    allowsImpliedOnes: Bool = false
  ) throws(FormulaError) {
    do {
      self = try Self.solved(expression, dimensions, target, .none)
    } catch {
      // The 3 of F = 3·x may be a spring constant that happens to be whole.
      let balance =
        (try? Self.solved(expression, dimensions, target, .written))
        ?? (allowsImpliedOnes ? try? Self.solved(expression, dimensions, target, .implied) : nil)
      guard let balance else { throw error }
      self = balance
    }
  }

  private static func solved(
    _ expression: Expression, _ dimensions: [String: PhysicalDimension], _ target: PhysicalDimension?,
    _ numbersWithUnits: DimensionalWalk.NumbersWithUnits
  ) throws(FormulaError) -> DimensionalBalance {
    var walk = DimensionalWalk(dimensions: dimensions, numbersWithUnits: numbersWithUnits)
    let whole = try walk.form(of: expression)
    if let target { try walk.require(whole, equals: .known(target), in: expression) }
    try walk.requireNoLogarithm(whole, in: expression)
    return DimensionalBalance(constants: walk.constantDimensions, numbers: walk.numberDimensions)
  }

  private init(constants: [PhysicalDimension?], numbers: [Number]) {
    self.constants = constants
    self.numbers = numbers
  }
}
