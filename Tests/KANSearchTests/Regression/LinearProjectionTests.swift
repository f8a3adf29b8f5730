import KANNumerics
import Testing

@testable import KANSearch

/// Least squares in a few columns: the quick one of scans, the careful one of sums, and the sums over rows below both.
@Suite struct LinearProjectionTests {
  private static func columns(_ count: Int, rows: Int, seed: UInt64 = 3) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in (0..<rows).map { _ in random.uniform(in: -2...2) } }
  }

  /// What is left is orthogonal to every column, and the coefficients are those that make it.
  @Test(arguments: [(1, 2), (2, 9), (4, 30), (5, 5)]) func leavesWhatIsOrthogonal(count: Int, rows: Int)
    throws
  {
    let columns = Self.columns(count, rows: rows)
    let target = Self.columns(1, rows: rows, seed: 8)[0]
    let fit = try #require(LinearProjection.fit(columns, to: target))
    var rest = target
    for (c, column) in zip(fit.coefficients, columns) { for s in rest.indices { rest[s] -= c * column[s] } }
    #expect(abs(rest.sumOfSquares - fit.left) <= 1e-12 * target.sumOfSquares)
    for column in columns { #expect(abs(rest.dot(column)) < 1e-11) }
    // The careful way comes to the same.
    let careful = try #require(OrthogonalFit(columns, to: target))
    for (a, b) in zip(fit.coefficients, careful.coefficients) {
      #expect(abs(a - b) <= 1e-10 * max(1, abs(b)))
    }
    for (a, b) in zip(rest, careful.residual) { #expect(abs(a - b) < 1e-11) }
  }

  /// A column that is zero, not finite, or a combination of those before it has no coefficient.
  @Test func refusesColumnsThatSayNothing() {
    let (a, b) = ([1.0, 2, 3, 4], [1.0, 0, -1, 2])
    for bad in [[0, 0, 0, 0], [1, .nan, 1, 1], [1, .infinity, 1, 1], zip(a, b).map { 3 * $0 - $1 }] {
      #expect(LinearProjection.fit([a, b, bad], to: a) == nil && OrthogonalFit([a, b, bad], to: a) == nil)
    }
    // A thousandth beside a combination is something, whatever the unit.
    let tilted = zip(a, b).map { 1e6 * (3 * $0 - $1) }.enumerated().map { $0 == 2 ? $1 + 1e3 : $1 }
    #expect(LinearProjection.fit([a, b, tilted], to: a) != nil)
  }

  @Test func noColumnsLeaveTheTarget() throws {
    let fit = try #require(LinearProjection.fit([], to: [3, 4]))
    #expect(fit.coefficients.isEmpty && fit.left == 25)
  }

  /// Whole numbers add up without rounding, whatever the width of the machine's vectors.
  @Test(arguments: Array(0...17) + [1_000]) func sumsOverRowsCountEveryRow(rows: Int) {
    let a = (0..<rows).map { Double($0 % 11 - 5) }
    let b = (0..<rows).map { Double($0 % 6 + 1) }
    #expect(RowProducts.dot(a, b, rows) == a.dot(b))
    #expect(RowProducts.square(a) == a.sumOfSquares)
    var y = b
    RowProducts.add(-2, a, to: &y)
    #expect(y == zip(b, a).map { $0 - 2 * $1 })
  }
}
