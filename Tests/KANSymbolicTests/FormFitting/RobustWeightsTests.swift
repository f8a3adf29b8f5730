import KANNumerics
import Testing

@testable import KANSymbolic

/// Weights that keep far rows from deciding, by the definitions of Huber and of Student's t.
@Suite struct RobustWeightsTests {
  static let kinds = Form.FitOptions.Robustness.allCases

  /// Whole weight on the law, less the farther, the same to both sides, never below zero.
  @Test(arguments: kinds) func weightsFallWithTheDistance(kind: Form.FitOptions.Robustness) {
    let robust = RobustWeights(kind: kind)
    #expect(robust.weight(0) == 1)
    var last = 1.0
    for z in stride(from: 0.0, through: 40, by: 0.25) {
      let weight = robust.weight(z)
      #expect(weight == robust.weight(-z) && weight > 0 && weight <= last)
      last = weight
    }
    #expect(robust.weight(1e200) < 1e-100)
  }

  /// Beyond its corner Huber's loss is linear: the pull ψ = z·w stays what it is there. Student's pull falls again beyond √ν.
  @Test func pullsAreThoseOfTheirLosses() {
    let huber = RobustWeights(kind: .huber)
    #expect(huber.weight(1.345) == 1)
    for z in [1.5, 3, 700] { #expect(abs(z * huber.weight(z) - 1.345) < 1e-12) }
    let student = RobustWeights(kind: .student)
    let pulls = [1, 2, 4, 8].map { Double($0) * student.weight(Double($0)) }
    for (pull, exact) in zip(pulls, [4.0 / 5, 1, 4.0 / 5, 8.0 / 17]) { #expect(abs(pull - exact) < 1e-15) }
  }

  /// Residuals at the quantiles of the normal distribution (SciPy 1.17, `norm.ppf((i + 0.5)/9)`) have scale 1, and a wild one among
  /// them does not change it much.
  @Test func theScaleIsThatOfNormalErrors() {
    let half = [0.2822161, 0.5894558, 0.9674216, 1.5932188]
    let residuals = half.map { -$0 } + [0] + half
    let robust = RobustWeights(kind: .huber)
    #expect(abs(robust.scale(of: residuals, constants: 0) - 1.4826 * 0.5894558) < 1e-7)
    #expect(robust.scale(of: residuals + [1e9], constants: 0) < 1.5)
    // A constant takes a degree of freedom.
    let ratio = robust.scale(of: residuals, constants: 5) / robust.scale(of: residuals, constants: 0)
    #expect(abs(ratio - 1.5) < 1e-12)
  }

  /// Where no residual is beyond the corner, Huber's factor is that of plain least squares: Σz²/(n − p).
  @Test func huberIsLeastSquaresWithoutOutliers() {
    let z = [0.3, -1.1, 0.7, 0.2, -0.4, 1.3]
    let plain = z.sumOfSquares / 4
    #expect(abs(RobustWeights(kind: .huber).covarianceFactor(z, constants: 2) - plain) < 1e-14)
  }

  /// ψ′ in the factor is the derivative of ψ = z·w: by differences.
  @Test(arguments: kinds) func factorsAreThoseOfHubersBook(kind: Form.FitOptions.Robustness) {
    let robust = RobustWeights(kind: kind)
    let z = [0.3, -1.1, 0.7, 2.2, -0.4, 5.3, -1.9]
    func psi(_ z: Double) -> Double { z * robust.weight(z) }
    let slope = z.reduce(0) { $0 + (psi($1 + 1e-6) - psi($1 - 1e-6)) / 2e-6 } / 7
    let expected = z.reduce(0) { $0 + psi($1) * psi($1) } / 5 / (slope * slope)
    #expect(abs(robust.covarianceFactor(z, constants: 2) / expected - 1) < 1e-6)
    // Rows that are all outliers leave nothing known.
    #expect(RobustWeights(kind: .huber).covarianceFactor([9, -9, 9], constants: 1) == .infinity)
  }
}
