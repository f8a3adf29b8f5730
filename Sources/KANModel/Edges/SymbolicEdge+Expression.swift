import KANFormula

extension SymbolicEdge {
  /// Σₘ aₘ·fₘ(bₘ·x + cₘ) + d for the argument x, without neutral constants.
  package func expression(of x: Expression) -> Expression {
    var sum: Expression = offset == 0 ? 0 : .real(offset)
    for term in terms.reversed() {
      let scaled = term.rate == 1 ? x : .real(term.rate) * x
      let argument = term.shift == 0 ? scaled : scaled + .real(term.shift)
      let value = term.symbol.expression.substituting(["x": argument])
      let part = term.amplitude == 1 ? value : .real(term.amplitude) * value
      sum = sum == 0 ? part : part + sum
    }
    return sum
  }
}
