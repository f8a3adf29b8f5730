extension Expression {
  /// The expression in normal form: the same function on `box`, as short as the rules can make it.
  ///
  /// Numbers are folded, like terms and like powers collected, and redundant measured constants merged so that each
  /// remaining one can be identified on its own; of the forms that expanding, factoring and the theorems on functions
  /// give, the one of lowest `complexity` is kept, within a bound on the work. Simplifying twice gives the same as
  /// once. An expression that divides by an exact zero or takes its logarithm has no value and is returned unchanged.
  ///
  /// - Parameter box: The ranges of the variables, which tell whether √(x²) is x or |x|; a variable without a
  /// range may take any value.
  /// - Returns: An expression that agrees with this one wherever this one is defined on the box.
  public func simplified(on box: [String: ClosedRange<Double>] = [:]) -> FormulaExpression {
    var seen: [Expression] = []
    var current = self
    // Almost always the second pass confirms the first. If passes form a cycle, the cheapest form of the cycle is the result
    // wherever it is entered: a pass depends only on its expression.
    for _ in 0..<12 {
      let simplifier = Simplifier(box: box)
      let next = simplifier.presented(simplifier.normalForm(current))
      if next.hasExactPole { return self }
      if next == current { return next }
      if let start = seen.firstIndex(of: next) {
        return seen[start...].min { ($0.complexity, "\($0)") < ($1.complexity, "\($1)") } ?? next
      }
      seen.append(next)
      current = next
    }
    return current
  }

  /// Whether an exact 0 occurs at a pole of a power, a logarithm or artanh.
  var hasExactPole: Bool {
    switch self {
    case .rational, .real, .constant, .variable: false
    case .sum(let parts), .product(let parts): parts.contains(where: \.hasExactPole)
    case .power(0, .rational(let p)) where p < .zero: true
    case .power(let base, let exponent): base.hasExactPole || exponent.hasExactPole
    case .function(.log, 0), .function(.artanh, 1): true
    case .function(_, let argument), .piecewise(_, let argument): argument.hasExactPole
    }
  }
}
