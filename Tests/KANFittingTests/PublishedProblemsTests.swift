import Foundation
import KANFitting
import Testing

/// Problems of the NIST Statistical Reference Datasets with their certified values
/// (https://www.itl.nist.gov/div898/strd/).
@Suite struct PublishedProblemsTests {
  /// Misra1a, y = b₁(1 − exp(−b₂x)).
  static let misra1a: [(x: Double, y: Double)] = [
    (77.6, 10.07), (114.9, 14.73), (141.1, 17.94), (190.8, 23.93), (239.9, 29.61), (289.0, 35.18),
    (332.8, 40.02),
    (378.4, 44.82), (434.8, 50.76), (477.3, 55.05), (536.8, 61.01), (593.1, 66.40), (689.1, 75.47),
    (760.0, 81.78),
  ]

  @Test(
    arguments: [[500, 0.0001], [250, 0.0005]], [NonlinearLeastSquares.Method.orthogonal, .normalEquations])
  func reachesTheCertifiedValuesOfMisra1a(start: [Double], method: NonlinearLeastSquares.Method) throws {
    let data = Self.misra1a
    // Normal equations keep half of the digits.
    let tolerance = method == .orthogonal ? 1e-9 : 1e-6
    var solver = NonlinearLeastSquares()
    solver.method = method
    let fit = try solver.fit(start: start, residualCount: data.count) { b, r, j in
      for (s, point) in data.enumerated() {
        let decay = exp(-b[1] * point.x)
        r[s] = b[0] * (1 - decay) - point.y
        j?[2 * s] = 1 - decay
        j?[2 * s + 1] = b[0] * point.x * decay
      }
    }
    #expect(abs(fit.parameters[0] / 2.3894212918e+02 - 1) < tolerance)
    #expect(abs(fit.parameters[1] / 5.5015643181e-04 - 1) < tolerance)
    #expect(abs(fit.standardErrors[0] / 2.7070075241e+00 - 1) < 1e-6)
    #expect(abs(fit.standardErrors[1] / 7.2668688436e-06 - 1) < 1e-6)
    #expect(abs(fit.sumOfSquares / 1.2455138894e-01 - 1) < tolerance)
    #expect(fit.converged)
    #expect(abs(fit.correlation[0, 0] - 1) < 1e-12)
  }

  /// Norris, y = b₀ + b₁x.
  static let norris: [(y: Double, x: Double)] = [
    (0.1, 0.2), (338.8, 337.4), (118.1, 118.2), (888.0, 884.6), (9.2, 10.1), (228.1, 226.5), (668.5, 666.3),
    (998.5, 996.3), (449.1, 448.6), (778.9, 777.0), (559.2, 558.2), (0.3, 0.4), (0.1, 0.6), (778.1, 775.5),
    (668.8, 666.9), (339.3, 338.0), (448.9, 447.5), (10.8, 11.6), (557.7, 556.0), (228.3, 228.1),
    (998.0, 995.8),
    (888.8, 887.6), (119.6, 120.2), (0.3, 0.3), (0.6, 0.3), (557.6, 556.8), (339.3, 339.1), (888.0, 887.2),
    (998.5, 999.0), (778.9, 779.0), (10.2, 11.1), (117.6, 118.3), (228.9, 229.2), (668.4, 669.1),
    (449.2, 448.9),
    (0.2, 0.5),
  ]

  @Test func reachesTheCertifiedValuesOfNorris() throws {
    let ones = [Double](repeating: 1, count: Self.norris.count)
    let fit = try LinearLeastSquares.fit(columns: [ones, Self.norris.map(\.x)], y: Self.norris.map(\.y))
    #expect(abs(fit.parameters[0] / -0.262323073774029 - 1) < 1e-11)
    #expect(abs(fit.parameters[1] / 1.00211681802045 - 1) < 1e-13)
    #expect(abs(fit.residualVariance.squareRoot() / 0.884796396144373 - 1) < 1e-12)
  }

  @Test func givesTheSmallestCoefficientsOfARankDeficientDesign() throws {
    let x = (0..<10).map(Double.init)
    let fit = try LinearLeastSquares.fit(columns: [x, x], y: x.map { 2 * $0 })
    #expect(abs(fit.parameters[0] - 1) < 1e-12 && abs(fit.parameters[1] - 1) < 1e-12)
  }

  @Test func refusesMoreConstantsThanResiduals() {
    #expect(throws: FittingError.underdetermined(residuals: 1, parameters: 2)) {
      try NonlinearLeastSquares().fit(start: [0, 0], residualCount: 1) { _, _, _ in }
    }
  }

  @Test func namesTheResidualThatIsNotFinite() {
    #expect(throws: FittingError.notFiniteAtStart(residual: 1)) {
      try NonlinearLeastSquares().fit(start: [0], residualCount: 3) { _, r, _ in
        r[0] = 0
        r[1] = .nan
        r[2] = 0
      }
    }
  }
}
