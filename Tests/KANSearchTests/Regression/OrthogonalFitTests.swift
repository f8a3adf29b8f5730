import KANNumerics
import Testing

@testable import KANSearch

/// Least squares with the vectors that span the columns.
@Suite struct OrthogonalFitTests {
  /// Coefficients of an exact sum, nothing left, and orthonormal vectors.
  @Test func findsAnExactSum() throws {
    var random = SeededRandom(seed: 4)
    let columns = (0..<3).map { _ in (0..<50).map { _ in random.normal() } }
    let target = (0..<50).map { 2 * columns[0][$0] - 0.5 * columns[1][$0] + 7 * columns[2][$0] }
    let fit = try #require(OrthogonalFit(columns, to: target))
    for (coefficient, wanted) in zip(fit.coefficients, [2, -0.5, 7]) {
      #expect(abs(coefficient - wanted) < 1e-12)
    }
    #expect(fit.residual.allSatisfy { abs($0) < 1e-12 })
    for (i, a) in fit.basis.enumerated() {
      for (j, b) in fit.basis.enumerated() {
        #expect(abs(a.dot(b) - (i == j ? 1 : 0)) < 1e-13)
      }
    }
  }

  @Test func refusesColumnsThatSayNothingNew() {
    let column = (0..<20).map { Double($0) }
    let target = column.map { $0 * $0 }
    #expect(OrthogonalFit([column, column.map { 3 * $0 }], to: target) == nil)
    #expect(OrthogonalFit([column.map { _ in 0 }], to: target) == nil)
    #expect(OrthogonalFit([column.map { _ in Double.nan }], to: target) == nil)
  }
}
