import KANNumerics
import Testing

@testable import KANSearch

/// Rows that are equal to earlier ones, beside the definition.
@Suite struct EqualRowsTests {
  /// Of few different values, so that rows repeat.
  @Test(arguments: [(1, 1), (2, 40), (3, 200), (3, 1_000), (1, 500)])
  func areThoseOfTheDefinition(columns: Int, rows: Int) {
    var random = SeededRandom(seed: 12)
    let table = (0..<columns).map { _ in
      (0..<rows).map { _ in Double(random.next() % 6) / 3 - 1 }
    }
    func row(_ s: Int) -> [Double] { table.map { $0[s] } }
    let first = (0..<rows).map { s in (0...s).first { row($0) == row(s) } ?? s }
    let equal = EqualRows(table)
    let kinds = first.indices.filter { first[$0] == $0 }
    #expect(equal.count == kinds.count && equal.firstRows == kinds)
    #expect(equal.groups == first.map { kinds.firstIndex(of: $0) })
    #expect(equal.parts(2) == equal.groups.map { $0 % 2 })
    #expect(Replicates.groups(table) == kinds.map { kind in first.indices.filter { first[$0] == kind } })
  }

  /// Numbers in equal steps differ in few bits, and none of them is taken for another.
  @Test func differentRowsStayApart() {
    let steps = (0..<20_000).map(Double.init)
    #expect(EqualRows([steps]).count == 20_000)
    #expect(EqualRows([steps, steps.reversed()]).count == 20_000)
    #expect(EqualRows([steps.map { $0.rounded(.down) - 10_000 }, steps.map { _ in 1 }]).count == 20_000)
  }

  @Test func zerosAreEqualAndNaNsAreNot() {
    #expect(EqualRows([[0, -0.0, 1, 0]]).groups == [0, 0, 1, 0])
    #expect(EqualRows([[.nan, .nan]]).count == 2)
    #expect(EqualRows([]).count == 0 && EqualRows([[]]).firstRows.isEmpty)
  }
}
