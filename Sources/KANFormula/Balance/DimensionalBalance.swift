/// Whether a formula can be an equation between quantities: only like is added to like, and functions take pure numbers.
///
/// Measured constants may carry units; the formula itself says which, as far as it determines them. log u of a quantity with
/// a unit is accepted where what its unit contributes cancels (log V₂ − log V₁) or a measured constant is added.
package struct DimensionalBalance: Sendable, Hashable {
  /// For every free constant, in the order of `freeConstants`, its dimension; `nil` where any would do.
  package let constants: [PhysicalDimension?]
  /// The exact numbers other than ±1 that had to carry a unit too, with it.
  package let numbers: [Number]

  /// An exact number with a unit.
  package struct Number: Sendable, Hashable {
    /// The number as text.
    package let text: String
    /// What it carries.
    package let dimension: PhysicalDimension
  }

  /// Balances a formula.
  ///
  /// - Parameters:
  ///   - expression: The right side.
  ///   - dimensions: What is known of variables and named constants; other variables are free to have any, other
  ///     constants are pure numbers.
  ///   - target: The dimension of the left side, if known.
  /// - Throws: `FormulaError.unbalanced` with the part where unlike meets unlike.
  package init(
    of expression: Expression, dimensions: [String: PhysicalDimension], target: PhysicalDimension?
  ) throws(FormulaError) {
    do {
      self = try Self.solved(expression, dimensions, target, numbersMayCarryUnits: false)
    } catch {
      // The 3 of F = 3·x may be a spring constant that happens to be whole.
      guard let balance = try? Self.solved(expression, dimensions, target, numbersMayCarryUnits: true) else {
        throw error
      }
      self = balance
    }
  }

  private static func solved(
    _ expression: Expression, _ dimensions: [String: PhysicalDimension], _ target: PhysicalDimension?,
    numbersMayCarryUnits: Bool
  ) throws(FormulaError) -> DimensionalBalance {
    var walk = DimensionalWalk(dimensions: dimensions, numbersMayCarryUnits: numbersMayCarryUnits)
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
