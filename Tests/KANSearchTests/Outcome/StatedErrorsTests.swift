import KANData
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Searches in tables whose errors of measurement are stated.
@Suite struct StatedErrorsTests {
  /// y = 2x + 1, the error of every other row ten times that of its neighbours.
  private static func table(scale: Double = 1) throws -> Table {
    var random = SeededRandom(seed: 4)
    let x = (0..<80).map { Double($0) / 8 }
    let sigma = x.indices.map { $0 % 2 == 0 ? 0.05 : 0.5 }
    let y = x.indices.map { 2 * x[$0] + 1 + sigma[$0] * random.normal() }
    return try Table(names: ["x", "y", "dy"], columns: [x, y, sigma.map { scale * $0 }])
  }

  @Test func rowsWeighByTheirErrorsAndChiSquareIsSaid() throws {
    let data = try Dataset(try Self.table(), target: "y", sigma: .column("dy"))
    #expect(data.inputNames == ["x"] && data.weightsAreInverseVariances)
    let discovery = try discover(data, options: Discovery.Options(effort: .low, threads: 1))
    let formula = try #require(discovery.formula)
    // The slope of a weighted line is known to σ/√Σx² with the small errors alone: a few thousandths.
    let slope = try formula.values([[1]])[0] - formula.values([[0]])[0]
    #expect(abs(slope - 2) < 0.02, "\(formula.text)")
    let chiSquare = try #require(discovery.account.chiSquare)
    #expect(chiSquare.degreesOfFreedom == 80 - formula.expression.freeConstants.count)
    #expect((45...120).contains(chiSquare.value), "\(chiSquare)")
    #expect(chiSquare.probability > 0.001)
  }

  @Test func weightsStayWhatTheyAreWhereRowsAreSelected() throws {
    let data = try Dataset(try Self.table(), target: "y", sigma: .column("dy"))
    #expect(data.selecting(rows: [0, 3]).weightsAreInverseVariances)
    #expect(ExpressionRefiner(data).statedVariance != nil)
    #expect(try Dataset(try Self.table(), targets: ["y"], weights: "dy").weightsAreInverseVariances == false)
  }

  /// χ² falls with the square of the errors that are stated; residuals that are too large for them are no better a law.
  @Test func statedErrorsDecideTheMisfit() {
    let misfit = NoiseModel.likeliest(
      fitted: [1, 2, 3], target: [1.5, 2, 2], weights: [1, 1, 2], constants: 1, statedVariance: 0.25)
    #expect(misfit.model == .absolute)
    #expect(abs(misfit.misfit - (0.25 + 2) / 0.25 / 2) < 1e-12)
  }
}
