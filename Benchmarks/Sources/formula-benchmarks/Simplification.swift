import Foundation
import KANFormula
import KANNumerics

/// Simplifies every expression of a corpus.
enum Simplification {
  /// Prints seconds of processor time, nodes before and after, the largest relative change of the value on 64 points of
  /// the box, and the simplified text.
  static func run(_ items: [Corpus.Item]) throws {
    for item in items {
      var simple = item.expression
      let start = clock()
      simple = item.expression.simplified(on: item.box)
      let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      var random = SeededRandom(seed: 5)
      let names = item.box.keys.sorted()
      let columns = names.map { name in (0..<64).map { _ in random.uniform(in: item.box[name] ?? 0...1) } }
      let before = try CompiledExpression(item.expression, variables: names).values(columns)
      let after = try CompiledExpression(simple, variables: names).values(columns)
      let scale = before.reduce(0) { max($0, $1.magnitude) }
      let error = zip(before, after).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / scale
      print(
        seconds, item.expression.complexity, simple.complexity, error, TextPrinter().print(simple),
        separator: "\t")
    }
  }
}
