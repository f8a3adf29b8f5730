import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Networks in the holes of a form.
@Suite struct HoleTrainerTests {
  private static let names = ["x", "z"]

  private static func columns(_ rows: Int) -> [[Double]] {
    var random = SeededRandom(seed: 2)
    return Self.names.map { _ in (0..<rows).map { _ in random.uniform(in: 0.5...3) } }
  }

  private static func trainer(_ text: String, _ columns: [[Double]], _ target: [Double]) throws -> HoleTrainer
  {
    let form = try HoledForm(parsing: text, columns: names, target: "y")
    return try #require(
      HoleTrainer(
        form: form.expression, uses: form.uses, functionCount: form.functions.count,
        constants: form.constants,
        inputs: names, columns: columns, target: target, weights: nil))
  }

  /// The derivatives by all parameters beside differences of the network's own values.
  @Test(arguments: [1, 2])
  func derivativesAreThoseOfTheNetwork(arguments: Int) {
    let columns = Array(Self.columns(20).prefix(arguments))
    let network = HoleNetwork(arguments: columns, intervals: 3)
    var random = SeededRandom(seed: 5)
    let parameters = network.start(value: 1, slope: 0.4).map { $0 + 0.1 * random.normal() }
    let bases = network.bases(at: columns)
    let (_, slopes) = network.evaluate(parameters, bases)
    for k in parameters.indices {
      var (up, down) = (parameters, parameters)
      up[k] += 1e-5
      down[k] -= 1e-5
      let (above, below) = (network.evaluate(up, bases).values, network.evaluate(down, bases).values)
      for s in above.indices {
        #expect(abs((above[s] - below[s]) / 2e-5 - slopes[s * parameters.count + k]) < 1e-7)
      }
    }
  }

  @Test func aFinerNetworkIsTheSameFunction() {
    let columns = Self.columns(50)
    let coarse = HoleNetwork(arguments: columns, intervals: 4)
    let fine = HoleNetwork(arguments: columns, intervals: 8)
    let parameters = coarse.start(value: 2, slope: 1)
    let before = coarse.evaluate(parameters, coarse.bases(at: columns)).values
    let after = fine.evaluate(coarse.refined(parameters, for: fine), fine.bases(at: columns)).values
    #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  /// A constant may stand in either function; the straightest curves are meant: f(x) = 2x, and g(z) = 3z.
  @Test func theStraightestFunctionsAreFound() throws {
    let columns = Self.columns(400)
    let target = zip(columns[0], columns[1]).map { (4 * $0 * $0 + 3 * $1).squareRoot() }
    let trainer = try Self.trainer("sqrt(f(x)^2 + g(z))", columns, target)
    let fit = try #require(trainer.fit(budget: WorkBudget()))
    #expect(fit.error < 1e-3)
    let rows = try #require(trainer.rowsOfFunction(1, in: fit))
    let slopes = zip(rows.arguments[0], rows.values).map { $1 / $0 }
    #expect(slopes.allSatisfy { abs(abs($0) - 3) < 0.1 })
  }

  @Test func aFunctionOfTwoArgumentsIsFitted() throws {
    let columns = Self.columns(600)
    let target = zip(columns[0], columns[1]).map { 1 / (2 + $0 * $1) }
    let trainer = try Self.trainer("1/(2 + h(x, z))", columns, target)
    let fit = try #require(trainer.fit(budget: WorkBudget()))
    #expect(fit.error < 0.01)
    let rows = try #require(trainer.rowsOfFunction(0, in: fit))
    #expect(rows.arguments.count == 2 && rows.values.count > 500)
  }

  @Test func constantsAreFitted() throws {
    let columns = Self.columns(400)
    let target = zip(columns[0], columns[1]).map { 1.7 * Double.exp(-$0) + $1 * $1 * $1 }
    let trainer = try Self.trainer("a*exp(-x) + f(z)", columns, target)
    let fit = try #require(trainer.fit(budget: WorkBudget()))
    #expect(fit.error < 1e-3 && abs(fit.constants[0] - 1.7) < 0.01)
  }
}
