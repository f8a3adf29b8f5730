import Foundation
import KANFitting
import KANNumerics
import Synchronization
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

  static let ways: [(Solver, NonlinearLeastSquares.Method)] = Solver.allCases.flatMap {
    [($0, .orthogonal), ($0, .normalEquations)]
  }

  @Test(arguments: [[500, 0.0001], [250, 0.0005]], ways)
  func reachesTheCertifiedValuesOfMisra1a(
    start: [Double], way: (solver: Solver, method: NonlinearLeastSquares.Method)
  ) throws {
    let method = way.method
    let data = Self.misra1a
    // Normal equations keep half of the digits.
    let tolerance = method == .orthogonal ? 1e-9 : 1e-6
    var settings = NonlinearLeastSquares()
    settings.method = method
    let fit = try way.solver.fit(settings, start: start, residualCount: data.count) { b, r, j in
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

  /// BoxBOD, y = b₁(1 − exp(−b₂x)) of six rows, from its second start; from the first, [1, 1], both solvers end on a plain.
  @Test(arguments: Solver.allCases) func reachesTheCertifiedValuesOfBoxBOD(solver: Solver) throws {
    let data: [(x: Double, y: Double)] = [(1, 109), (2, 149), (3, 149), (5, 191), (7, 213), (10, 224)]
    let fit = try solver.fit(NonlinearLeastSquares(), start: [100, 0.75], residualCount: data.count) {
      b, r, j in
      for (s, point) in data.enumerated() {
        let decay = exp(-b[1] * point.x)
        r[s] = b[0] * (1 - decay) - point.y
        j?[2 * s] = 1 - decay
        j?[2 * s + 1] = b[0] * point.x * decay
      }
    }
    #expect(abs(fit.parameters[0] / 2.1380940889e+02 - 1) < 1e-9)
    #expect(abs(fit.parameters[1] / 5.4723748542e-01 - 1) < 1e-9)
    #expect(abs(fit.standardErrors[0] / 1.2354515176e+01 - 1) < 1e-6)
    #expect(abs(fit.sumOfSquares / 1.1680088766e+03 - 1) < 1e-9)
  }

  /// Rosenbrock's curved valley (Moré, Garbow & Hillstrom, ACM TOMS 7 (1981), problem 1): the minimum is 0 at (1, 1).
  @Test(arguments: Solver.allCases, [false, true]) func followsACurvedValley(
    solver: Solver, isAccelerated: Bool
  ) throws {
    var settings = NonlinearLeastSquares()
    settings.isAccelerated = isAccelerated
    settings.scaling = .none
    let fit = try solver.fit(settings, start: [-1.2, 1], residualCount: 2) { b, r, j in
      r[0] = 10 * (b[1] - b[0] * b[0])
      r[1] = 1 - b[0]
      guard let j else { return }
      (j[0], j[1], j[2], j[3]) = (-20 * b[0], 10, -1, 0)
    }
    #expect(abs(fit.parameters[0] - 1) < 1e-10 && abs(fit.parameters[1] - 1) < 1e-10)
  }

  /// A step to where the function is not defined is refused and shortened: y = √(x − b) with b near the first x.
  @Test(arguments: Solver.allCases) func staysWhereTheFunctionIsDefined(solver: Solver) throws {
    let x = (0..<20).map { 1 + Double($0) / 10 }
    let fit = try solver.fit(NonlinearLeastSquares(), start: [0], residualCount: x.count) { b, r, j in
      for s in x.indices {
        let root = (x[s] - b[0]).squareRoot()
        r[s] = root - (x[s] - 0.99).squareRoot()
        j?[s] = -0.5 / root
      }
    }
    #expect(abs(fit.parameters[0] - 0.99) < 1e-9)
  }

  @Test(arguments: Solver.allCases) func reachesTheCertifiedValuesOfNorris(solver: Solver) throws {
    let ones = [Double](repeating: 1, count: Self.norris.count)
    let fit = try solver.fit(columns: [ones, Self.norris.map(\.x)], y: Self.norris.map(\.y))
    #expect(abs(fit.parameters[0] / -0.262323073774029 - 1) < 1e-11)
    #expect(abs(fit.parameters[1] / 1.00211681802045 - 1) < 1e-13)
    #expect(abs(fit.residualVariance.squareRoot() / 0.884796396144373 - 1) < 1e-12)
  }

  /// Powers that are nearly alike, with weights: what is true of every minimum.
  @Test(arguments: Solver.allCases) func solvesTheWeightedNormalEquations(solver: Solver) throws {
    var random = SeededRandom(seed: 3)
    let columns = (0..<4).map { power in (0..<40).map { 1e3 * pow(1 + Double($0) / 40, Double(3 * power)) } }
    let truth = [1, -2, 0.5, 3e-2]
    let weights = (0..<40).map { _ in random.uniform() }
    let y = (0..<40).map { s in (0..<4).reduce(0) { $0 + truth[$1] * columns[$1][s] } + random.normal() }
    let fit = try solver.fit(columns: columns, y: y, weights: weights)
    // The normal equations hold, and (XᵀWX)·covariance is the unit matrix.
    for a in 0..<4 {
      let slope = (0..<40).reduce(0.0) { sum, s in
        let residual = (0..<4).reduce(-y[s]) { $0 + fit.parameters[$1] * columns[$1][s] }
        return sum + weights[s] * residual * columns[a][s] / 1e3
      }
      #expect(abs(slope) < 1e-6)
      for b in 0..<4 {
        let product = (0..<4).reduce(0.0) { sum, c in
          let normal = (0..<40).reduce(0.0) { $0 + weights[$1] * columns[a][$1] * columns[c][$1] }
          return sum + normal * fit.unscaledCovariance[c, b]
        }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-6)
      }
    }
  }

  @Test(arguments: Solver.allCases)
  func givesTheSmallestCoefficientsOfARankDeficientDesign(solver: Solver) throws {
    let x = (0..<10).map(Double.init)
    let fit = try solver.fit(columns: [x, x], y: x.map { 2 * $0 })
    #expect(abs(fit.parameters[0] - 1) < 1e-12 && abs(fit.parameters[1] - 1) < 1e-12)
  }

  @Test func refusesMoreConstantsThanResiduals() {
    #expect(throws: FittingError.underdetermined(residuals: 1, parameters: 2)) {
      try NonlinearLeastSquares().fit(start: [0, 0], residualCount: 1) { _, _, _ in }
    }
  }

  @Test(arguments: Solver.allCases) func namesTheResidualThatIsNotFinite(solver: Solver) {
    #expect(throws: FittingError.notFiniteAtStart(residual: 1)) {
      try solver.fit(NonlinearLeastSquares(), start: [0], residualCount: 3) { _, r, _ in
        r[0] = 0
        r[1] = .nan
        r[2] = 0
      }
    }
  }

  /// A stopped fit ends before its next step, which may have begun, whether it is stopped before the start or on the way.
  @Test(arguments: Solver.allCases, [0, 3]) func stopsOnRequest(solver: Solver, evaluations: Int) {
    let evaluated = Mutex(0)
    var fit = NonlinearLeastSquares()
    fit.isStopped = { evaluated.withLock { $0 >= evaluations } }
    #expect(throws: FittingError.stopped) {
      // The valley of Rosenbrock takes more than three evaluations.
      try solver.fit(fit, start: [-1.2, 1], residualCount: 2) { theta, r, jacobian in
        evaluated.withLock { $0 += 1 }
        (r[0], r[1]) = (10 * (theta[1] - theta[0] * theta[0]), 1 - theta[0])
        guard let jacobian else { return }
        (jacobian[0], jacobian[1], jacobian[2], jacobian[3]) = (-20 * theta[0], 10, -1, 0)
      }
    }
    #expect(evaluated.withLock { $0 } <= evaluations + (evaluations == 0 ? 0 : 1))
  }
}
