import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Repeated measurements count once.
@Suite struct RepeatedRowsTests {
  private static func rows(_ x: [Double], _ y: [Double]) -> ExpressionRefiner {
    ExpressionRefiner(columns: [x], names: ["x"], target: y, rootWeights: nil, spread: 1)
  }

  @Test func groupsAreMeansWithTheirVariances() throws {
    let x: [Double] = [1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 5, 5]
    let y: [Double] = [1, 3, 2, 2, 1, 2, 3, 7, 0, 0, 4, 4]
    let repeats = try #require(RepeatedRows(Self.rows(x, y)))
    #expect(repeats.firstRows == [0, 2, 4, 7, 8])
    #expect(repeats.means == [2, 2, 2, 7, 2])
    #expect(zip(repeats.weights, [2.0, 2, 3, 1, 4]).allSatisfy { abs($0 * 2.4 - $1) < 1e-12 })
    // Var/m of the groups; the single row has the typical scatter (2 + 0 + 2 + 16)/7.
    let expected = [1.0, 0, 1.0 / 3, 20.0 / 7, 4.0 / 3]
    #expect(zip(repeats.variances, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func fewRepetitionsCountRowByRow() {
    let x = (0..<20).map { Double(min($0, 12)) }
    #expect(RepeatedRows(Self.rows(x, x)) == nil)
    #expect(RepeatedRows(Self.rows([1, 1, 1, 2, 2, 2], [1, 2, 3, 4, 5, 6])) == nil)
  }

  /// A residual of the means below the variance that their scatter leaves is no evidence for a law.
  @Test func nothingIsGainedBelowTheScatter() throws {
    let target = [1.0, 2, 3, 4, 5, 6, 7, 8]
    func misfit(_ residual: Double, _ variance: Double?) -> Double {
      NoiseModel.likeliest(
        fitted: target.enumerated().map { $1 + ($0 % 2 == 0 ? residual : -residual) }, target: target,
        constants: 1,
        variances: variance.map { v in target.map { _ in v } }
      ).absoluteMisfit
    }
    #expect(misfit(0.01, nil) < misfit(0.1, nil) - 10)
    #expect(abs(misfit(0.01, 0.01) - misfit(0.02, 0.01)) < 0.2)
    // Far above it nothing changes.
    #expect(abs(misfit(1, 1e-6) - misfit(1, nil)) < 1e-9)
  }
}
