import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Laws of a given form, from table to closed form.
@Suite struct HoledDiscoveryTests {
  private static func table(
    rows: Int, noise: Double = 0, _ law: (Double, Double) -> Double
  ) throws -> Dataset {
    var random = SeededRandom(seed: 7)
    let x = (0..<rows).map { _ in random.uniform(in: 0.5...3) }
    let z = (0..<rows).map { _ in random.uniform(in: 0.5...3) }
    return try Dataset(
      inputNames: ["x", "z"], inputs: [x, z], targetNames: ["y"],
      targets: [zip(x, z).map { law($0, $1) + noise * random.normal() }])
  }

  private static func found(
    _ form: String, _ data: Dataset, without excluded: Set<String> = []
  ) throws -> Discovery {
    var options = Discovery.Options(effort: .low, threads: 1)
    options.methods = MethodSelection(without: excluded)
    options.form = try HoledForm(parsing: form, columns: data.inputNames, target: "y")
    return try discover(data, options: options)
  }

  /// √(mean square difference) from the true law over its spread, on other rows.
  private static func error(of discovery: Discovery, _ law: (Double, Double) -> Double) throws -> Double {
    let formula = try #require(discovery.formula)
    let points = (0..<200).map { n -> (Double, Double) in
      let place = Double((n * 37) % 200)
      return (0.6 + 0.011 * Double(n), 2.9 - 0.009 * place)
    }
    let truth = points.map { law($0.0, $0.1) }
    let values = points.map { formula.expression.value(at: ["x": $0.0, "z": $0.1]) }
    let mean = truth.mean
    let spread = truth.map { $0 - mean }.sumOfSquares
    let left = zip(values, truth).map { $0 - $1 }.sumOfSquares
    return (left / spread).squareRoot()
  }

  @Test func findsFunctionsUnderARoot() throws {
    let law = { (x: Double, z: Double) in (4 * x * x + 3 * z).squareRoot() }
    let found = try Self.found("sqrt(f(x)^2 + g(z))", Self.table(rows: 500, law))
    #expect(try Self.error(of: found, law) < 1e-9, "\(found.formula?.text ?? "")")
    #expect(
      found.account.verdict == .exact && found.account.origin == .form("sqrt(f(x)^2 + g(z))"))
  }

  @Test func findsThemInNoise() throws {
    let law = { (x: Double, z: Double) in Double.exp(-0.7 * x) * (1 + 2 * z * z) }
    let found = try Self.found("f(x)*(1 + g(z))", Self.table(rows: 400, noise: 0.05, law))
    #expect(try Self.error(of: found, law) < 0.01, "\(found.formula?.text ?? "")")
  }

  /// A constant of the form and a function of both inputs.
  @Test func findsConstantsBesideFunctions() throws {
    let law = { (x: Double, z: Double) in 2.5 * Double.sin(x) + z / x }
    let found = try Self.found("a*sin(x) + h(x, z)", Self.table(rows: 500, law))
    #expect(try Self.error(of: found, law) < 1e-3, "\(found.formula?.text ?? "")")
  }

  @Test func oneFunctionMayStandTwice() throws {
    let law = { (x: Double, z: Double) in Double.log(x) - Double.log(z) }
    let found = try Self.found("f(x) - f(z)", Self.table(rows: 400, law))
    #expect(try Self.error(of: found, law) < 1e-9, "\(found.formula?.text ?? "")")
  }

  @Test func sameSeedGivesTheSameLaw() throws {
    let data = try Self.table(rows: 80, noise: 0.1) { $0 * $0 + $1 }
    let excluded: Set = [ExpressionsStage.name, ShorteningStage.name]
    let first = try Self.found("f(x) + z", data, without: excluded)
    let second = try Self.found("f(x) + z", data, without: excluded)
    #expect(
      first.formula?.expression == second.formula?.expression && first.account.work == second.account.work)
  }

  @Test func refusesLabelsAndConstantColumns() throws {
    let labels = try Dataset(
      inputNames: ["x"], inputs: [(0..<50).map(Double.init)], targetNames: ["y"],
      targets: [(0..<50).map { $0 % 3 == 0 ? 1 : 0 }])
    #expect(throws: SymbolicError.form(.formOfLabels("y"))) { try Self.found("f(x)", labels) }
    let flat = try Dataset(
      inputNames: ["x", "z"], inputs: [(0..<50).map(Double.init), [Double](repeating: 9.81, count: 50)],
      targetNames: ["y"], targets: [(0..<50).map { 9.81 * Double($0) }])
    #expect(throws: SymbolicError.form(.constantColumn("z", value: 9.81))) { try Self.found("z*f(x)", flat) }
  }
}
