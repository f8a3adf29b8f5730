import KANFitting
import Testing

/// What a Jacobian tells of its parameters, and the χ² test.
@Suite struct ParameterCovarianceTests {
  /// (JᵀJ)⁻¹ of a line at x = 0, 1, 2, 3: 1/20·[14, −6; −6, 4].
  @Test func invertsTheNormalMatrix() throws {
    let known = try ParameterCovariance(columns: [[1, 1, 1, 1], [0, 1, 2, 3]])
    #expect(known.undetermined.isEmpty)
    for (n, value) in [0.7, -0.3, -0.3, 0.2].enumerated() {
      #expect(abs(known.unscaled.elements[n] - value) < 1e-14)
    }
  }

  @Test func namesParametersThatNothingTellsApart() throws {
    let known = try ParameterCovariance(columns: [[1, 2, 3, 4], [1, 0, 1, 0], [2, 4, 6, 8], [0, 0, 0, 0]])
    #expect(known.undetermined == [0, 2, 3])
    #expect(known.unscaled[1, 1] > 0)
  }

  @Test func refusesFewerResidualsThanParameters() {
    #expect(throws: FittingError.underdetermined(residuals: 1, parameters: 2)) {
      try ParameterCovariance(columns: [[1], [2]])
    }
  }

  /// scipy.stats.chi2.sf of SciPy 1.17.
  @Test(arguments: [
    (3.84, 1, 0.05004352124870519), (10.0, 10, 0.44049328506521257), (100.0, 50, 3.454931382984871e-05),
  ])
  func givesTheProbabilityOfChiSquare(value: Double, freedom: Int, expected: Double) {
    #expect(abs(ChiSquareTest.probability(of: value, degreesOfFreedom: freedom) / expected - 1) < 1e-10)
  }
}
