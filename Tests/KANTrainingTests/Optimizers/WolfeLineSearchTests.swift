import Testing

@testable import KANTraining

/// Steps along a line, for functions whose minimum is known.
@Suite struct WolfeLineSearchTests {
  /// A polynomial of one parameter, lowest power first.
  private final class Polynomial: DifferentiableObjective {
    let coefficients: [Double]
    let parameterCount = 1

    init(_ coefficients: [Double]) { self.coefficients = coefficients }

    func value(at parameters: [Double]) -> Double {
      coefficients.reversed().reduce(0) { $0 * parameters[0] + $1 }
    }

    func value(at parameters: [Double], gradient: inout [Double]) -> Double {
      gradient[0] = coefficients.indices.dropFirst().reversed().reduce(0) {
        $0 * parameters[0] + Double($1) * coefficients[$1]
      }
      return value(at: parameters)
    }
  }

  /// x³ − 3x has its minimum at 1, where the cubic through both ends of a bracket has it as well.
  @Test(arguments: [2.0, 3, 7]) func theMinimumOfACubicTakesOneInterpolation(first: Double) throws {
    var search = WolfeLineSearch(
      parameters: [0], direction: [1], value: 0, slope: -3, decrease: 1e-4, curvature: 1e-9)
    let found = search.run(from: first, Polynomial([0, -3, 0, 1]))
    let point = try #require(found)
    #expect(abs(point.step - 1) < 1e-12 && abs(point.value + 2) < 1e-12 && abs(point.slope) < 1e-9)
  }

  /// Where the value stays the same to rounding three times, nothing more is to be had.
  @Test func aValueThatStaysEndsTheSteps() {
    // 1 + (x − 2)⁴.
    var options = Optimizer.LBFGS()
    options.gradientTolerance = 0
    var solver = LBFGSSolver(options, Polynomial([17, -32, 24, -8, 1]), parameters: [5])
    var outcomes: [StepOutcome] = []
    while outcomes.last.map({ $0 == .moved }) != false, outcomes.count < 100 {
      outcomes.append(solver.step())
    }
    #expect(outcomes.last == .converged && solver.state.stalls == 3)
    #expect(abs(solver.parameters[0] - 2) < 0.02)
  }
}
