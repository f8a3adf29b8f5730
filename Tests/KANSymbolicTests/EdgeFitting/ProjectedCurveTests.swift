import KANFitting
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSymbolic

/// The linear half of variable projection, against a full least-squares fit.
@Suite struct ProjectedCurveTests {
  private static let columns = SmallNetworks.columns(4, rows: 60, seed: 8)

  /// Σ r² of the best fit of `y` by some columns and a constant, by GSL.
  private static func sumOfSquares(_ y: [Double], _ columns: [[Double]]) throws -> Double {
    try LinearLeastSquares.fit(columns: columns + [y.map { _ in 1 }], y: y).sumOfSquares
  }

  @Test(arguments: 0...2)
  func tellsWhatOneMoreColumnExplains(fixedCount: Int) throws {
    let y = zip(Self.columns[3], Self.columns[0]).map { $0 + 0.7 * $1 * $1 + 3 }
    let fixed = Array(Self.columns[..<fixedCount])
    let curve = try #require(ProjectedCurve(y: y, without: fixed))
    let added = Self.columns[2].map { $0 * $0 * $0 - 2 }
    let share = try #require(curve.residual(adding: added))
    let expected = try Self.sumOfSquares(y, fixed + [added]) / Self.sumOfSquares(y, fixed)
    #expect(isClose(share, expected, within: 1e-12))
    // The column that is missing explains everything.
    let missing = fixed.first.map { zip(y, $0).map { $0 - 5 * $1 } } ?? y
    #expect(try #require(curve.residual(adding: missing)) < 1e-12)
  }

  @Test func whatAddsNothingNewIsRefused() throws {
    let y = Self.columns[0]
    let curve = try #require(ProjectedCurve(y: y, without: [Self.columns[1]]))
    #expect(curve.residual(adding: y.map { _ in 4 }) == nil)
    #expect(curve.residual(adding: Self.columns[1].map { 3 * $0 - 1 }) == nil)
    #expect(curve.residual(adding: y.map { _ in 0 }) == nil)
    #expect(curve.residual(adding: y.indices.map { $0 == 3 ? .infinity : y[$0] }) == nil)
    #expect(curve.residual(adding: y.indices.map { $0 == 3 ? .nan : y[$0] }) == nil)
  }

  @Test func dependentFixedColumnsCountOnce() throws {
    let y = Self.columns[0]
    let once = try #require(ProjectedCurve(y: y, without: [Self.columns[1]]))
    let twice = try #require(
      ProjectedCurve(y: y, without: [Self.columns[1], Self.columns[1].map { 2 - $0 }]))
    let (a, b) = (once.residual(adding: Self.columns[2]), twice.residual(adding: Self.columns[2]))
    #expect(isClose(try #require(a), try #require(b), within: 1e-12))
  }

  @Test func aConstantIsNoCurve() {
    #expect(CentredCurve([2, 2, 2]) == nil)
    #expect(CentredCurve([0.1 + 0.2, 0.3, 0.3]) == nil, "nor is what rounding leaves")
    #expect(CentredCurve([1, 2, .nan]) == nil)
    #expect(CentredCurve([1, 2, 3])?.sumOfSquares == 2)
  }
}
