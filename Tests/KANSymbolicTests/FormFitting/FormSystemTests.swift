import KANData
import KANNumerics
import Testing

@testable import KANSymbolic

/// Residuals of a form and their derivatives, against differences.
@Suite struct FormSystemTests {
  private static let x = (0..<14).map { 0.3 + Double($0) / 3 }
  private static let y = x.enumerated().map { n, x in 2 * exponential(-x) + 0.4 + 0.2 * Double(n % 3 - 1) }

  private static func system(
    isCommon: [Bool] = [true, true, true], _ change: (inout Form.FitOptions) -> Void = { _ in }
  ) throws -> FormSystem {
    let table = try Table(
      names: ["x", "y", "run"], columns: [x, y, x.indices.map { Double($0 % 2) }])
    // b stands in two places.
    let form = try Form(parsing: "a*exp(-b*x) + c*b", columns: table.names, target: "y")
    var options = Form.FitOptions()
    change(&options)
    let rows = try FormRows(table, for: form, options: options)
    return try FormSystem(
      form, rows: rows, layout: ParameterLayout(isCommon: isCommon, groupCount: rows.groupCount))
  }

  private static func expectDerivatives(
    _ system: FormSystem, _ parameters: [Double], step: Double = 1e-6
  ) {
    let (rows, width) = (system.rows.count, parameters.count)
    var residuals = [Double](repeating: 0, count: rows)
    var jacobian = [Double](repeating: 0, count: rows * width)
    residuals.withUnsafeMutableBufferPointer { r in
      jacobian.withUnsafeMutableBufferPointer { system.evaluate(parameters, residuals: r, jacobian: $0) }
    }
    #expect(residuals == system.residuals(parameters))
    for p in parameters.indices {
      var (up, down) = (parameters, parameters)
      up[p] += step
      down[p] -= step
      let differences = zip(system.residuals(up), system.residuals(down)).map { ($0 - $1) / (2 * step) }
      for s in 0..<rows {
        #expect(
          abs(jacobian[s * width + p] - differences[s]) < 2e-5 * max(1, abs(differences[s])),
          "row \(s), parameter \(p)")
      }
    }
  }

  @Test func derivativesArePlain() throws { try Self.expectDerivatives(Self.system(), [1.8, 0.9, 0.5]) }

  @Test func derivativesAreWeighted() throws {
    var system = try Self.system()
    system.rootWeights = Self.x.map { 1 / (1 + $0) }
    Self.expectDerivatives(system, [1.8, 0.9, 0.5])
    // A row without weight has no residual.
    system.rootWeights = Self.x.map { _ in 0 }
    #expect(system.residuals([1.8, 0.9, 0.5]).allSatisfy { $0 == 0 })
  }

  @Test func derivativesAreThoseOfGroups() throws {
    let system = try Self.system(isCommon: [false, true, false]) { $0.group = "run" }
    #expect(system.layout.parameterCount == 5)
    Self.expectDerivatives(system, [1.8, 2.2, 0.9, 0.5, 0.3])
    // A parameter of one group moves no row of the other.
    let before = system.predictions([1.8, 2.2, 0.9, 0.5, 0.3])
    let after = system.predictions([7, 2.2, 0.9, 0.5, 0.3])
    for s in Self.x.indices { #expect((before[s] == after[s]) == (s % 2 == 1)) }
  }

  @Test func derivativesFollowErrorsOfBothSides() throws {
    try Self.expectDerivatives(
      Self.system { $0.sigma = .pair(up: .value(0.3), down: .value(0.1)) }, [1.8, 0.9, 0.5])
  }

  /// The residual of a row with errors in x is its distance, whose derivative needs no derivative of the foot. Feet are known to ten
  /// digits, hence the longer step.
  @Test func derivativesOfDistances() throws {
    try Self.expectDerivatives(
      Self.system {
        $0.sigma = .value(0.2)
        $0.inputSigmas = ["x": .value(0.15)]
      }, [1.8, 0.9, 0.5], step: 1e-4)
  }

  /// Where the form has no value the residual is huge, not NaN: a solver turns the step down.
  @Test func noValueIsNoNaN() throws {
    let table = try Table(names: ["x", "y"], columns: [[1, 2, 3], [1, 2, 3]])
    let form = try Form(parsing: "a*log(x - b)", columns: table.names)
    let rows = try FormRows(table, for: form, options: Form.FitOptions())
    let system = try FormSystem(
      form, rows: rows, layout: ParameterLayout(isCommon: [true, true], groupCount: 1))
    #expect(system.firstRowWithoutValue([1, 1.5]) == 0 && system.firstRowWithoutValue([1, 0.5]) == nil)
    let residuals = system.residuals([1, 1.5])
    #expect(residuals.allSatisfy(\.isFinite) && residuals[0] > 1e50 && abs(residuals[2]) < 10)
  }

  /// Without errors of measurement residuals are in units of the spread: another unit of the target changes none.
  @Test func residualsHaveNoUnit() throws {
    let form = try Form(parsing: "a*x + b", columns: ["x", "y"])
    func residuals(_ unit: Double) throws -> [Double] {
      let table = try Table(names: ["x", "y"], columns: [Self.x, Self.y.map { $0 * unit }])
      let rows = try FormRows(table, for: form, options: Form.FitOptions())
      return try FormSystem(
        form, rows: rows, layout: ParameterLayout(isCommon: [true, true], groupCount: 1)
      ).residuals([0.5 * unit, 0.1 * unit])
    }
    for (a, b) in zip(try residuals(1), try residuals(0x1p40)) { #expect(abs(a - b) <= 1e-14 * abs(a)) }
  }

  @Test func everyPlaceOfAConstantIsOneOfItsOwn() throws {
    let places = FormPlaces(try Form(parsing: "a*exp(-b*x) + c*b", columns: ["x", "y"]))
    #expect(places.constants.sorted() == [0, 1, 1, 2])
    #expect(places.expression.freeConstants.count == 4)
  }
}
