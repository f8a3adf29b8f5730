import SwiftKAN

/// A closed form on an edge with its numbers: `1.2*sin(3.1*x + 0.2) - 0.5`.
struct EdgeText {
  let text: String

  init(_ edge: SymbolicEdge, digits: Int = 5) {
    let terms = edge.terms.map { term -> Expression in
      // The gauge fixes constants that the outer ones absorb at 1 and 0; these are not shown.
      let scaled: Expression = term.rate == 1 ? .variable("x") : .product([.real(term.rate), .variable("x")])
      let inner: Expression = term.shift == 0 ? scaled : .sum([scaled, .real(term.shift)])
      return .product([.real(term.amplitude), term.symbol.expression.substituting(["x": inner])])
    }
    let sum = Expression.sum(terms + (edge.offset == 0 ? [] : [.real(edge.offset)]))
    text = TextPrinter(digits: digits).print(sum)
  }
}
