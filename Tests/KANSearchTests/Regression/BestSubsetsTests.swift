import KANFitting
import KANNumerics
import KANSymbolic
import KANTestSupport
import Testing

@testable import KANSearch

/// The best pairs, triples and quadruples of columns, against a fit of every one of them.
@Suite struct BestSubsetsTests {
  private static func columns(_ count: Int, seed: UInt64, rows: Int = 40) -> (
    columns: [[Double]], target: [Double]
  ) {
    var random = SeededRandom(seed: seed)
    func unit(_ x: [Double]) -> [Double] {
      let norm = x.sumOfSquares.squareRoot()
      return x.map { $0 / norm }
    }
    return ((0..<count).map { _ in unit(random.normals(rows)) }, unit(random.normals(rows)))
  }

  private static func subsets(_ columns: [[Double]], _ target: [Double]) -> BestSubsets {
    BestSubsets(
      columns: columns.indices.map { 10 + $0 }, products: { columns[$0].dot(columns[$1]) },
      projections: columns.map { $0.dot(target) }, residualSquare: 1)
  }

  /// Every combination of a size with the square that it leaves, best first.
  private static func bruteForce(
    _ columns: [[Double]], _ target: [Double], size: Int
  ) throws -> [(columns: [Int], left: Double)] {
    var all: [[Int]] = [[]]
    for _ in 0..<size {
      all = all.flatMap { chosen in ((chosen.last ?? -1) + 1..<columns.count).map { chosen + [$0] } }
    }
    return try all.map { chosen in
      let fit = try LinearLeastSquares.fit(columns: chosen.map { columns[$0] }, y: target)
      return (chosen.map { $0 + 10 }, fit.sumOfSquares)
    }.sorted { $0.1 < $1.1 }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func agreesWithFitsOfAll(seed: UInt64) throws {
    let (columns, target) = Self.columns(9, seed: seed)
    var subsets = Self.subsets(columns, target)
    subsets.kept = 12
    let found = subsets.best(WorkBudget())
    for size in 2...4 {
      let own = found.filter { $0.columns.count == size }
      let expected = try Self.bruteForce(columns, target, size: size).prefix(12)
      #expect(own.map(\.columns) == expected.map(\.columns), "size \(size)")
      expectClose(own.map(\.residualSquare), expected.map(\.left), within: 1e-10)
    }
  }

  @Test func keepsOnlyWhatLeavesLess() {
    let (columns, target) = Self.columns(9, seed: 4)
    var subsets = Self.subsets(columns, target)
    let all = subsets.best(WorkBudget())
    let bar = all.map(\.residualSquare).sorted()[10]
    subsets.largest = bar
    let some = subsets.best(WorkBudget())
    #expect(some.allSatisfy { $0.residualSquare < bar } && some.count == 10)
  }

  @Test func triesQuadruplesWhereAsked() {
    let (columns, target) = Self.columns(8, seed: 5)
    var subsets = Self.subsets(columns, target)
    #expect(subsets.best(WorkBudget()).contains { $0.columns.count == 4 })
    subsets.triesQuadruples = false
    #expect(subsets.best(WorkBudget()).map(\.columns.count).max() == 3)
  }

  /// Four columns have one quadruple.
  @Test func fourColumnsAreAQuadruple() throws {
    let (columns, target) = Self.columns(4, seed: 8)
    let found = Self.subsets(columns, target).best(WorkBudget()).filter { $0.columns.count == 4 }
    let expected = try Self.bruteForce(columns, target, size: 4)
    #expect(found.map(\.columns) == [[10, 11, 12, 13]])
    expectClose(found.map(\.residualSquare), expected.map(\.left), within: 1e-10)
  }

  /// Columns that are nearly one are no pair.
  @Test func leavesOutWhatIsRounding() {
    var (columns, target) = Self.columns(5, seed: 6)
    columns[3] = columns[1]
    for choice in Self.subsets(columns, target).best(WorkBudget()) {
      #expect(!(choice.columns.contains(11) && choice.columns.contains(13)))
      #expect(choice.residualSquare.isFinite && choice.residualSquare >= -1e-12)
    }
  }

  @Test func stopsWithItsBudget() {
    let (columns, target) = Self.columns(9, seed: 7)
    let subsets = Self.subsets(columns, target)
    // Pairs are one scan; triples are counted.
    #expect(subsets.best(WorkBudget(limit: 0)).allSatisfy { $0.columns.count == 2 })
    let budget = WorkBudget()
    _ = subsets.best(budget)
    #expect(budget.spent > 0)
  }
}
