import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// Searches in tables whose inputs have measurement errors.
@Suite struct InputErrorsTests {
  /// y = 10x/(3 + x), x measured with errors of 0.2 and y with errors of 0.05.
  private static func data() throws -> Dataset {
    var random = SeededRandom(seed: 11)
    let x = (0..<120).map { 0.5 + Double($0) / 12 }
    let y = x.map { 10 * $0 / (3 + $0) + 0.05 * random.normal() }
    let table = try Table(names: ["x", "y"], columns: [x.map { $0 + 0.2 * random.normal() }, y])
    return try Dataset(table, target: "y", sigma: .value(0.05))
  }

  private static let errors = ["x": [Double](repeating: 0.2, count: 120)]

  /// σ² + (∂f/∂x σₓ)², by hand.
  @Test func variancesAddUp() throws {
    let table = try Table(names: ["x", "z", "y"], columns: [[1, 2, 3], [4, 5, 0], [2, 4, 6]])
    let data = try Dataset(table, target: "y", sigma: .value(0.1))
    let errors = try InputErrors(["x": [0.3, 0.3, 0.6]], of: data)
    let line = try errors.effectiveVariances(of: data, slopesOf: Expression(parsing: "2*x + z"))
    for (found, expected) in zip(line, [0.37, 0.37, 1.45]) { #expect(abs(found - expected) < 1e-12) }
    // The square root has no slope at zero.
    let both = try InputErrors(["x": [1, 1, 1], "z": [0.2, 0.2, 0.2]], of: data)
    let bent = try both.effectiveVariances(of: data, slopesOf: Expression(parsing: "x*sqrt(z)"))
    for (found, expected) in zip(bent, [0.01 + 4 + 0.0025, 0.01 + 5 + 0.008, 0.01]) {
      #expect(abs(found - expected) < 1e-12)
    }
  }

  @Test func errorsOfInputsExplainTheResiduals() throws {
    let data = try Self.data()
    let options = Discovery.Options(effort: .low, threads: 1)
    let alone = try #require(try discover(data, options: options).account.chiSquare)
    #expect(alone.value > 3 * Double(alone.degreesOfFreedom), "\(alone)")
    let (discovery, weighted) = try discover(
      data, inputErrors: Self.errors, options: options, resuming: nil)
    let chiSquare = try #require(discovery.account.chiSquare)
    #expect(chiSquare.probability > 0.001 && chiSquare.probability < 0.999, "\(chiSquare)")
    let formula = try #require(discovery.formula)
    for x in [1.0, 3, 9] {
      #expect(abs(try formula.values([[x]])[0] - 10 * x / (3 + x)) < 0.15, "\(formula.text)")
    }
    #expect(discovery.account.warnings.contains { $0.contains("effective variance") })
    #expect(weighted.weightsAreInverseVariances && weighted.weights != data.weights)
    // Steep at small x: these rows tell least.
    let weights = try #require(weighted.weights)
    #expect(weights[2] < 0.3 * weights[110])
  }

  @Test func withoutErrorsItIsThePlainSearch() throws {
    let data = try Self.data()
    let options = Discovery.Options(effort: .low, threads: 1)
    let (discovery, same) = try discover(data, inputErrors: [:], options: options, resuming: nil)
    #expect(same == data)
    #expect(discovery.formula == (try discover(data, options: options).formula))
  }

  @Test func mistakesAreNamed() throws {
    let data = try Self.data()
    func message(_ errors: [String: [Double]], _ data: Dataset) -> String {
      do {
        _ = try discover(data, inputErrors: errors)
        return ""
      } catch { return "\(error)" }
    }
    #expect(message(["q": [0.1]], data).contains("\"q\""))
    #expect(message(["x": [0.1, 0.2]], data).contains("120"))
    var errors = Self.errors
    errors["x"]?[4] = 0
    #expect(message(errors, data).contains("row 5"))
    let plain = try Dataset(inputNames: ["x"], inputs: data.inputs, targetNames: ["y"], targets: data.targets)
    #expect(message(Self.errors, plain).contains("without an error of the target"))
  }
}
