import KANTestSupport
import Testing

@testable import KANTraining

@Suite("Adam") struct AdamTests {
  /// Σ (θ − n)⁴ over 37 parameters, so that vectors have a ragged end; beyond `edge` the gradient is infinite though the
  /// value is not.
  final class Bowl: DifferentiableObjective {
    let parameterCount = 37
    let edge: Double
    init(edge: Double = .infinity) { self.edge = edge }

    func value(at parameters: [Double]) -> Double {
      parameters.enumerated().reduce(0) {
        let d = $1.element - Double($1.offset)
        return $0 + d * d * d * d
      }
    }

    func value(at parameters: [Double], gradient: inout [Double]) -> Double {
      for n in parameters.indices {
        let d = parameters[n] - Double(n)
        gradient[n] = parameters[n] > edge ? .infinity : 4 * d * d * d
      }
      return value(at: parameters)
    }
  }

  @Test("takes the steps of algorithm 1 of Kingma & Ba")
  func plainRule() {
    let bowl = Bowl()
    var options = Optimizer.Adam()
    options.rate = 0.05
    var solver = AdamSolver(
      options, bowl, totalSteps: 30, state: .init(parameters: [Double](repeating: 0.5, count: 37), seed: 1))
    var theta = solver.parameters
    var (gradient, m, v) = (theta, theta.map { _ in 0.0 }, theta.map { _ in 0.0 })
    var (power1, power2) = (1.0, 1.0)
    for _ in 0..<30 {
      _ = solver.step()
      _ = bowl.value(at: theta, gradient: &gradient)
      (power1, power2) = (power1 * 0.9, power2 * 0.999)
      for n in theta.indices {
        m[n] = 0.9 * m[n] + 0.1 * gradient[n]
        v[n] = 0.999 * v[n] + 0.001 * gradient[n] * gradient[n]
        theta[n] -= 0.05 * (m[n] / (1 - power1)) / ((v[n] / (1 - power2)).squareRoot() + 1e-8)
      }
    }
    expectClose(solver.parameters, theta, within: 1e-12)
  }

  @Test("a gradient that is not finite undoes the step and starts the means anew")
  func badGradient() {
    var options = Optimizer.Adam()
    options.rate = 0.4
    // Eleven parameters start at 0 and move up by 0.4 a step until one of them passes 1.
    let cliff = Bowl(edge: 1)
    let start = [Double](repeating: 0, count: 37)
    var solver = AdamSolver(options, cliff, totalSteps: 100, state: .init(parameters: start, seed: 1))
    var before: [Double] = []
    while solver.rollbacks == 0, solver.state.steps < 10 {
      before = solver.state.lastParameters
      _ = solver.step()
    }
    let state = solver.state
    #expect(state.rollbacks == 1 && state.rateFactor == 0.5 && solver.batchValue.isNaN)
    #expect(state.parameters == before && state.parameters.allSatisfy { $0 <= 1 })
    #expect(state.mean.allSatisfy { $0 == 0 } && state.square.allSatisfy { $0 == 0 })

    // From there on it steps like an Adam that starts there with half the step length, and a copy like itself.
    options.rate = 0.2
    var fresh = AdamSolver(options, cliff, totalSteps: 100, state: .init(parameters: before, seed: 1))
    options.rate = 0.4
    var resumed = AdamSolver(options, cliff, totalSteps: 100, state: state)
    for _ in 0..<2 {
      _ = solver.step()
      _ = fresh.step()
      _ = resumed.step()
      #expect(resumed.state == solver.state)
      expectClose(solver.parameters, fresh.parameters, within: 1e-14)
    }
  }
}
