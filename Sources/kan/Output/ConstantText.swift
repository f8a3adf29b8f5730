import SwiftKAN

/// A closed form on an edge with its numbers: `1.2*sin(3.1*x + 0.2) - 0.5`.
struct ConstantText {
  let text: String

  init(_ edge: SymbolicEdge, digits: Int = 5) {
    // The printer knows how to write sums and signs; the edge only lends its expression.
    text = TextPrinter(digits: digits).print(edge.expression(of: .variable("x")))
  }
}
