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

  /// Columns that are computed where they are asked for give what columns that are there give.
  @Test func columnsNeedNotBeKept() {
    let columns = Self.columns(200)
    let target = Self.columns(1, seed: 5)[0].indices.map { columns[3][$0] - 2 * columns[150][$0] }
    var selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    var computed = SubsetSelection(count: 200, target: target, budget: WorkBudget()) { place in
      columns[place].map { $0 }
    }
    (selection.core, computed.core) = (Array(0..<20), Array(0..<20))
    let (first, second) = (selection.run(), computed.run())
    #expect(first.map(\.columns) == second.map(\.columns) && first.last?.columns.sorted() == [3, 150])
    #expect(first.map(\.coefficients) == second.map(\.coefficients))
    #expect(selection.budget.spent == computed.budget.spent)
  }

  @Test func isNotExactOnNoise() {
    var random = SeededRandom(seed: 4)
    let columns = (0..<300).map { _ in (0..<120).map { _ in random.normal() } }
    let target = (0..<120).map { _ in random.normal() }
    let selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    let best = selection.run().last
    #expect((best?.residual ?? 0) > 0.1)
  }

  private static func columns(_ count: Int, rows: Int = 60, seed: UInt64 = 9) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in (0..<rows).map { _ in random.normal() } }
  }

  /// The quick look finds one column, or a few of the core, and nothing that is not exact.
  @Test(arguments: [1, 2, 3, 4])
  func smallestIsExact(count: Int) {
    let columns = Self.columns(40)
    let chosen = (0..<count).map { 3 + 5 * $0 }
    let target = columns[0].indices.map { s in chosen.reduce(0.0) { $0 + columns[$1][s] } }
    var selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    selection.core = Array(columns.indices)
    let found = selection.smallest()
    #expect(found.count == 1 && found.first?.columns.sorted() == chosen)
    // Without a core there is but the one column.
    selection.core = []
    #expect(selection.smallest().isEmpty == (count > 1))
    selection.core = Array(columns.indices)
    selection.triesQuadruples = false
    #expect(selection.smallest().isEmpty == (count > 3))
    let noise = SubsetSelection(columns: columns, target: Self.columns(1, seed: 8)[0], budget: WorkBudget())
    #expect(noise.smallest().isEmpty)
  }

  /// What is required is in every choice, needed or not.
  @Test func takesWhatIsRequired() {
    let columns = Self.columns(30)
    let target = columns[0].indices.map { columns[4][$0] + 2 * columns[9][$0] + 0.1 * columns[20][$0] }
    var selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    selection.required = [20]
    let found = selection.run()
    #expect(found.last?.columns.sorted() == [4, 9, 20])
    #expect(found.allSatisfy { $0.columns.contains(20) })
  }

  /// Columns that are not finite, or zero, are never taken; neither is one twice.
  @Test func leavesOutWhatIsNoColumn() {
    var columns = Self.columns(12)
    let target = columns[0].indices.map { columns[5][$0] - columns[7][$0] }
    columns[0] = columns[0].map { _ in .nan }
    columns[1] = columns[1].map { _ in 0 }
    columns[2][3] = .infinity
    columns[3] = columns[5]
    var selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    selection.core = Array(columns.indices)
    let found = selection.run().last
    #expect((found?.residual ?? 1) < 1e-12 && found?.columns.count == 2)
    #expect((found?.columns ?? []).allSatisfy { $0 > 2 })
  }

  @Test func saysNothingWhereItCannot() {
    let columns = Self.columns(5)
    func isSilent(_ columns: [[Double]], _ target: [Double], limit: Int = WorkBudget.unlimited) -> Bool {
      SubsetSelection(columns: columns, target: target, budget: WorkBudget(limit: limit)).run().isEmpty
    }
    #expect(isSilent(columns, columns[0].map { _ in 0 }))
    #expect(isSilent(columns, columns[0].map { _ in .nan }))
    #expect(isSilent(columns, columns[0], limit: 0))
    // As many rows as columns that may be taken decide nothing.
    #expect(isSilent(columns.map { Array($0.prefix(9)) }, Array(columns[0].prefix(9))))
  }

  /// The best choices of every size, no larger than allowed, each at its least squares.
  @Test func choicesGrow() {
    let columns = Self.columns(30)
    let target = Self.columns(1, seed: 77)[0]
    var selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    selection.maximumColumns = 5
    selection.choicesOfASize = 3
    let found = selection.run()
    #expect(found.map(\.columns.count) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5])
    #expect(Set(found.map { $0.columns.sorted() }).count == found.count)
    for size in 1...5 {
      let own = found.filter { $0.columns.count == size }.map(\.residual)
      #expect(zip(own, own.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-9) })
    }
    for choice in found {
      let values = target.indices.map { s in
        zip(choice.columns, choice.coefficients).reduce(0) { $0 + $1.1 * columns[$1.0][s] }
      }
      let left = zip(values, target).map { $0 - $1 }.sumOfSquares
      #expect(abs((left / target.sumOfSquares).squareRoot() - choice.residual) < 1e-10)
    }
  }

  /// Beside noise the choice of the true size is the shortest description; a dear form has to explain more.
  @Test func worthwhileIsWhatDescribesShortest() {
    var random = SeededRandom(seed: 31)
    let columns = Self.columns(200, rows: 150)
    let target = columns[0].indices.map { columns[30][$0] + columns[60][$0] + 0.1 * random.normal() }
    var selection = SubsetSelection(columns: columns, target: target, budget: WorkBudget())
    selection.choicesOfASize = 4
    let choices = selection.run()
    let best = selection.worthwhile(choices, of: columns.count, limit: 3) { _ in 0 }
    #expect(best.count == 3 && best.first?.columns.sorted() == [30, 60])
    // Lengths do not fall along the list.
    let lengths = best.map { choice in
      DescriptionLength(
        choosing: choice.columns.count, of: columns.count, relativeResidual: choice.residual, rows: 150
      ).total
    }
    #expect(zip(lengths, lengths.dropFirst()).allSatisfy { $0 <= $1 })
    let dear = selection.worthwhile(choices, of: columns.count, limit: 1) {
      $0.columns.contains(30) ? 1e6 : 0
    }
    #expect(dear.first?.columns.contains(30) == false)
  }
}
