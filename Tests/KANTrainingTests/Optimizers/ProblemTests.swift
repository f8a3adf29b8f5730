import Foundation
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

/// A sum of squares with a Jacobian by hand, from a table of residual functions.
final class SmallProblem: LeastSquaresObjective, DifferentiableObjective, CustomTestStringConvertible,
  Sendable
{
  let name: String
  let start: [Double]
  /// The known minimum of Σ r².
  let minimum: Double
  let solution: [Double]?
  let residuals: @Sendable ([Double]) -> [(r: Double, slopes: [Double])]

  init(
    _ name: String, start: [Double], minimum: Double, solution: [Double]? = nil,
    residuals: @escaping @Sendable ([Double]) -> [(r: Double, slopes: [Double])]
  ) {
    self.name = name
    self.start = start
    self.minimum = minimum
    self.solution = solution
    self.residuals = residuals
  }

  var testDescription: String { name }
  var parameterCount: Int { start.count }

  func meanSquare(at parameters: [Double]) -> Double {
    residuals(parameters).reduce(0) { $0 + $1.r * $1.r }
  }

  func linearise(at parameters: [Double], into equations: NormalEquations) {
    equations.clear()
    for (r, slopes) in residuals(parameters) {
      for q in slopes.indices {
        for p in q..<slopes.count { equations[q, p] += slopes[q] * slopes[p] }
        equations[q, slopes.count] += slopes[q] * r
      }
    }
  }

  func value(at parameters: [Double]) -> Double { meanSquare(at: parameters) }

  func value(at parameters: [Double], gradient: inout [Double]) -> Double {
    gradient = parameters.map { _ in 0 }
    for (r, slopes) in residuals(parameters) {
      for q in slopes.indices { gradient[q] += 2 * r * slopes[q] }
    }
    return meanSquare(at: parameters)
  }

  /// Problems of Moré, Garbow and Hillstrom, ACM TOMS 7 (1981) 17, by their numbers there, and the
  /// nonlinear regression Misra1a of NIST StRD with its certified values (itl.nist.gov/div898/strd).
  static let all: [SmallProblem] = [
    SmallProblem("MGH 1 Rosenbrock", start: [-1.2, 1], minimum: 0, solution: [1, 1]) { p in
      [(10 * (p[1] - p[0] * p[0]), [-20 * p[0], 10]), (1 - p[0], [-1, 0])]
    },
    SmallProblem("MGH 2 Freudenstein and Roth", start: [0.5, -2], minimum: 48.98425367924, solution: nil) {
      p in
      [
        (-13 + p[0] + ((5 - p[1]) * p[1] - 2) * p[1], [1, 10 * p[1] - 3 * p[1] * p[1] - 2]),
        (-29 + p[0] + ((p[1] + 1) * p[1] - 14) * p[1], [1, 3 * p[1] * p[1] + 2 * p[1] - 14]),
      ]
    },
    SmallProblem("MGH 5 Beale", start: [1, 1], minimum: 0, solution: [3, 0.5]) { p in
      zip([1.0, 2, 3], [1.5, 2.25, 2.625]).map { i, y in
        (y - p[0] * (1 - pow(p[1], i)), [-(1 - pow(p[1], i)), p[0] * i * pow(p[1], i - 1)])
      }
    },
    SmallProblem("MGH 7 helical valley", start: [-1, 0, 0], minimum: 0, solution: [1, 0, 0]) { p in
      let square = p[0] * p[0] + p[1] * p[1]
      let radius = square.squareRoot()
      var angle = atan(p[1] / p[0]) / (2 * .pi)
      if p[0] < 0 { angle += 0.5 }
      return [
        (10 * (p[2] - 10 * angle), [100 * p[1] / (2 * .pi * square), -100 * p[0] / (2 * .pi * square), 10]),
        (10 * (radius - 1), [10 * p[0] / radius, 10 * p[1] / radius, 0]), (p[2], [0, 0, 1]),
      ]
    },
    SmallProblem("MGH 13 Powell singular", start: [3, -1, 0, 1], minimum: 0) { p in
      let (u, v) = (p[1] - 2 * p[2], p[0] - p[3])
      return [
        (p[0] + 10 * p[1], [1, 10, 0, 0]),
        (5.squareRoot() * (p[2] - p[3]), [0, 0, 5.squareRoot(), -5.squareRoot()]),
        (u * u, [0, 2 * u, -4 * u, 0]),
        (10.squareRoot() * v * v, [2 * 10.squareRoot() * v, 0, 0, -2 * 10.squareRoot() * v]),
      ]
    },
    SmallProblem("MGH 14 Wood", start: [-3, -1, -3, -1], minimum: 0, solution: [1, 1, 1, 1]) { p in
      let (a, b) = (90.squareRoot(), 10.squareRoot())
      return [
        (10 * (p[1] - p[0] * p[0]), [-20 * p[0], 10, 0, 0]), (1 - p[0], [-1, 0, 0, 0]),
        (a * (p[3] - p[2] * p[2]), [0, 0, -2 * a * p[2], a]), (1 - p[2], [0, 0, -1, 0]),
        (b * (p[1] + p[3] - 2), [0, b, 0, b]), ((p[1] - p[3]) / b, [0, 1 / b, 0, -1 / b]),
      ]
    },
    SmallProblem(
      "NIST StRD Misra1a", start: [500, 0.0001], minimum: 1.2455138894E-01,
      solution: [2.3894212918E+02, 5.5015643181E-04]
    ) { p in
      let table: [(y: Double, x: Double)] = [
        (10.07, 77.6), (14.73, 114.9), (17.94, 141.1), (23.93, 190.8), (29.61, 239.9), (35.18, 289.0),
        (40.02, 332.8), (44.82, 378.4), (50.76, 434.8), (55.05, 477.3), (61.01, 536.8), (66.40, 593.1),
        (75.47, 689.1), (81.78, 760.0),
      ]
      return table.map { y, x in
        let e = exp(-p[1] * x)
        return (p[0] * (1 - e) - y, [1 - e, p[0] * x * e])
      }
    },
  ]
}

@Suite struct ProblemTests {
  private static func settings(
    tolerance: Double, gradient: Double, ridge: Double
  ) -> Optimizer.LevenbergMarquardt {
    var options = Optimizer.LevenbergMarquardt()
    (options.relativeTolerance, options.gradientTolerance) = (tolerance, gradient)
    (options.ridge, options.accelerates) = (ridge, false)
    return options
  }

  @Test("Levenberg-Marquardt finds the certified minima", arguments: SmallProblem.all)
  func leastSquares(problem: SmallProblem) {
    var solver = LeastSquaresSolver(
      Self.settings(tolerance: 1e-14, gradient: 1e-15, ridge: 1e-14), problem, parameters: problem.start)
    for _ in 0..<400 { guard case .moved = solver.step() else { break } }
    #expect(isClose(solver.state.meanSquare, problem.minimum, within: 1e-9), "\(solver.state)")
    // NIST certifies eleven digits; the parameters carry half as many as the minimum.
    if let solution = problem.solution {
      for (p, exact) in zip(solver.state.parameters, solution) {
        #expect(abs(p - exact) <= 1e-7 * max(abs(exact), 1e-3))
      }
    }
  }

  @Test("L-BFGS finds the known minima", arguments: SmallProblem.all.filter { !$0.name.contains("NIST") })
  func quasiNewton(problem: SmallProblem) {
    expectGradient(problem, at: problem.start, problem.name)
    var solver = LBFGSSolver(Optimizer.LBFGS(), problem, parameters: problem.start)
    for _ in 0..<2000 { guard case .moved = solver.step() else { break } }
    #expect(
      isClose(solver.state.value, problem.minimum, within: 1e-8),
      "\(solver.state.value) after \(solver.state.steps)")
  }

  @Test("Adam gets near the minimum of a quadratic bowl and Rosenbrock's valley")
  func adam() {
    var options = Optimizer.Adam()
    options.rate = 0.02
    options.schedule = .cosine(final: 0.01)
    let problem = SmallProblem.all[0]
    var solver = AdamSolver(
      options, problem, totalSteps: 5000, state: .init(parameters: problem.start, seed: 1))
    for _ in 0..<5000 { _ = solver.step() }
    #expect(problem.value(at: solver.state.parameters) < 1e-4)
  }

  /// Slopes of −∞, NaN, and so large that their square overflows: none of them is a vanishing gradient.
  @Test("slopes that are not finite are no convergence", arguments: [-Double.infinity, .nan, 1e200])
  func slopesThatAreNotFinite(slope: Double) {
    let problem = SmallProblem("end of a root", start: [1, 2], minimum: 0) { p in
      [(1, [slope, 0]), (p[1], [0, 1])]
    }
    var squares = LeastSquaresSolver(
      Self.settings(tolerance: 1e-14, gradient: 1e-10, ridge: 0), problem, parameters: problem.start)
    #expect(squares.step() == .stuck)
    #expect(squares.state.parameters == problem.start)
    guard !(2 * slope).isFinite else { return }
    var quasi = LBFGSSolver(Optimizer.LBFGS(), problem, parameters: problem.start)
    #expect(quasi.step() == .stuck)
  }

  @Test("a step out of the real numbers is undone by every optimiser")
  func rollsBack() {
    // √ of a negative number beyond x = 1, with the minimum right at the edge.
    let cliff = SmallProblem("cliff", start: [-3], minimum: 0) { p in
      [((1 - p[0]).squareRoot(), [-0.5 / (1 - p[0]).squareRoot()])]
    }
    var squares = LeastSquaresSolver(
      Self.settings(tolerance: 0, gradient: 0, ridge: 0), cliff, parameters: cliff.start)
    var quasi = LBFGSSolver(Optimizer.LBFGS(), cliff, parameters: cliff.start)
    var options = Optimizer.Adam()
    options.rate = 3
    var adam = AdamSolver(options, cliff, totalSteps: 50, state: .init(parameters: cliff.start, seed: 1))
    for _ in 0..<50 {
      _ = squares.step()
      _ = quasi.step()
      _ = adam.step()
    }
    #expect(squares.state.rollbacks > 0 && squares.state.meanSquare < 4 && squares.state.parameters[0] <= 1)
    #expect(quasi.state.rollbacks > 0 && quasi.state.value < 4 && quasi.state.parameters[0] <= 1)
    #expect(adam.state.rollbacks > 0 && adam.state.rateFactor < 1)
  }
}
