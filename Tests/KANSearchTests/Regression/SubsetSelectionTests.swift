import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Of many columns the few that make up the target are found, with their coefficients.
@Suite struct SubsetSelectionTests {
  @Test(arguments: [1, 2, 3, 5], [1, 2, 3] as [UInt64])
  func findsTheColumns(count: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let columns = (0..<300).map { _ in (0..<120).map { _ in random.normal() } }
    let chosen = (0..<count).map { 17 + 31 * $0 }
    let target = (0..<120).map { s in
      chosen.enumerated().reduce(0.0) { $0 + Double($1.offset + 1) * columns[$1.element][s] }
    }
    let selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    let found = selection.run().last
    #expect(found.map { $0.columns.sorted() } == chosen)
    for (column, coefficient) in zip(found?.columns ?? [], found?.coefficients ?? []) {
      #expect(abs(coefficient - Double((column - 17) / 31 + 1)) < 1e-10)
    }
  }

  @Test func isNotExactOnNoise() {
    var random = SeededRandom(seed: 4)
    let columns = (0..<300).map { _ in (0..<120).map { _ in random.normal() } }
    let target = (0..<120).map { _ in random.normal() }
    let selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    let best = selection.run().last
    #expect((best?.residual ?? 0) > 0.1)
  }
}
