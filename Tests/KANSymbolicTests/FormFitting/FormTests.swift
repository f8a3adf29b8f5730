import KANData
import KANFormula
import KANSymbolic
import KANTestSupport
import RealModule
import Testing

func exponential(_ x: Double) -> Double { Double.exp(x) }
func logarithm(_ x: Double) -> Double { Double.log(x) }
func sine(_ x: Double) -> Double { Double.sin(x) }

/// Forms as users write them, and what is wrong with some.
@Suite struct FormTests {
  private static let x = (1...30).map { Double($0) / 5 }
  private static func table(_ law: (Double) -> Double) throws -> Table {
    try Table(names: ["x", "y"], columns: [x, x.map(law)])
  }

  @Test func namesThatAreColumnsAreInputsAllOthersConstants() throws {
    let form = try Form(
      parsing: "c*x2 + a*exp(-x1/b) + g*2.5", columns: ["x1", "x2", "y"],
      fixed: [NamedConstant(name: "g", value: 9.81, latex: "g")])
    #expect(form.inputs == ["x1", "x2"] && form.constants == ["c", "a", "b"] && form.targetName == "y")
    #expect(form.expression.freeConstants.isEmpty, "numbers stay as they are")
  }

  @Test func aColumnMayBeCalledLikeAConstant() throws {
    #expect(try Form(parsing: "y = a*pi", columns: ["pi", "y"]).inputs == ["pi"])
    #expect(try Form(parsing: "y = a*E", columns: ["E", "y"]).inputs == ["E"])
  }

  /// Energies are called E in most tables; without such a column it is a constant to fit like any other name.
  @Test func eIsANameAsAnyOther() throws {
    let form = try Form(parsing: "E*exp(-x/b)", columns: ["x", "y"])
    #expect(form.constants == ["E", "b"])
    #expect(try Form(parsing: "a*exp(1)^x", columns: ["x", "y"]).expression.namedConstants.contains(.e))
  }

  @Test(arguments: [
    ("x*2", FormError.noConstants), ("y = a*x = 3", .severalEquations),
    ("a*z", .noTarget(columns: ["x", "y"])), ("w = a*x", .unknownTarget("w", columns: ["x", "y"])),
    ("y = a*y + b", .targetAmongInputs("y")),
  ])
  func formsThatDoNotFitTheTableAreRefused(text: String, error: FormError) {
    #expect(throws: SymbolicError.form(error)) { try Form(parsing: text, columns: ["x", "y"]) }
  }

  @Test func optionsThatDoNotFitTheFormAreRefused() throws {
    let table = try Self.table { 2 * $0 }
    let form = try Form(parsing: "y = a*log(x - b)", columns: table.names)
    func expect(_ error: FormError, _ change: (inout Form.FitOptions) -> Void) {
      var options = Form.FitOptions()
      change(&options)
      #expect(throws: SymbolicError.form(error)) { try form.fit(to: table, options: options) }
    }
    expect(.unknownConstant("c", purpose: "a starting value", constants: ["a", "b"])) { $0.starts = ["c": 1] }
    expect(.unknownConstant("x", purpose: "a bound", constants: ["a", "b"])) { $0.bounds = ["x": 0...1] }
    expect(.emptyBounds("a", lower: 1, upper: 1)) { $0.bounds = ["a": 1...1] }
    expect(.startOutsideBounds("a", start: 3, lower: 0, upper: 1)) {
      $0.bounds = ["a": 0...1]
      $0.starts = ["a": 3]
    }
    expect(.notFiniteAtStart(row: 1, values: ["a": 1, "b": 3])) { $0.starts = ["a": 1, "b": 3] }
    expect(.inputErrorsAlone) { $0.inputSigmas = ["x": .value(1)] }
    expect(.unknownErrorColumn("y", columns: ["x"])) {
      $0.sigma = .value(1)
      $0.inputSigmas = ["y": .value(1)]
    }
    expect(.badError(of: "y", value: 0, row: 1)) { $0.sigma = .value(0) }
    expect(.unknownGroup("run", columns: ["x", "y"])) { $0.group = "run" }
    expect(.contradictingRoles("a")) { $0.common = ["a"] }
    let few = try Table(names: ["x", "y"], columns: [[1], [2]])
    #expect(throws: SymbolicError.form(.tooFewRows(rows: 1, constants: 2, group: nil))) {
      try form.fit(to: few)
    }
  }

  /// Laws without noise come back from no start at all.
  @Test(arguments: [
    ("y = a*exp(-x/b) + c", [2.5, 1.3, -0.7]), ("y = a*sin(w*x + p) + c", [1.5, 4.2, 0.4, 0.3]),
    ("y = a*exp(-((x - m)/s)^2/2) + c", [3, 2.7, 0.6, 0.2]), ("y = a*x^b", [1.7, 2.4]),
    ("y = a*x/(b + x)", [4, 1.5]), ("y = a/(1 + exp(-(x - m)/s))", [2, 3.1, 0.4]),
    ("y = a*exp(-t*x)*cos(w*x)", [2, 0.2, 3.3]),
  ])
  func findsLawsWithoutStarts(text: String, values: [Double]) throws {
    let form = try Form(parsing: text, columns: ["x", "y"])
    let known = Dictionary(uniqueKeysWithValues: zip(form.constants, values.map(Expression.real)))
    let law = form.expression.substituting(known)
    let y = try CompiledExpression(law, variables: ["x"]).values([Self.x])
    let fit = try form.fit(to: Table(names: ["x", "y"], columns: [Self.x, y]))
    #expect(fit.statistics.rmse < 1e-10, "\(text): \(fit.constants.map(\.value))")
    // Equal tables give equal bits.
    let again = try form.fit(to: Table(names: ["x", "y"], columns: [Self.x, y]))
    #expect(again.constants == fit.constants)
  }

  @Test func constantsStayInsideTheirBounds() throws {
    let table = try Self.table { 3 * $0 + 1 }
    var options = Form.FitOptions()
    options.bounds = ["a": 0...2, "b": -10...10]
    let fit = try Form(parsing: "y = a*x + b", columns: table.names).fit(to: table, options: options)
    #expect(fit.constants[0].value == 2 && fit.constants[0].state == .atBound)
    #expect(fit.constants[0].standardError == nil)
    // With a at 2 the best offset is the mean of y − 2x.
    let mean = Self.x.reduce(0) { $0 + $1 + 1 } / Double(Self.x.count)
    #expect(abs(fit.constants[1].value - mean) < 1e-9 && fit.constants[1].state == .fitted)
    #expect(fit.account.warnings.contains { $0.contains("bound") })
    options.bounds = ["a": 0...5]
    let inside = try Form(parsing: "y = a*x + b", columns: table.names).fit(to: table, options: options)
    #expect(abs(inside.constants[0].value - 3) < 1e-12 && inside.constants[0].state == .fitted)
  }

  @Test func constantsThatCannotBeToldApartAreNamed() throws {
    let table = try Self.table { 3 * $0 + 0.1 * Double.sin(9 * $0) }
    let fit = try Form(parsing: "y = a*b*x + c", columns: table.names).fit(to: table)
    #expect(fit.account.warnings.contains { $0.contains("a, b") })
    #expect(fit.constants[0].standardError == nil && fit.constants[1].standardError == nil)
    #expect(fit.constants[2].standardError != nil)
  }

  /// With as many constants as rows a law need not reach them.
  @Test(arguments: [(2.0, true), (-1.0, false)])
  func aLawOfAsManyConstantsAsRowsIsSaidToReachThemWhereItDoes(second: Double, passes: Bool) throws {
    let table = try Table(names: ["x", "y"], columns: [[0, 1], [1, second]])
    var options = Form.FitOptions()
    options.starts = ["a": 1, "b": 0.5]
    let fit = try Form(parsing: "y = a*exp(b*x)", columns: table.names).fit(to: table, options: options)
    let warning = try #require(fit.account.warnings.first { $0.contains("as many constants as rows") })
    #expect(
      warning.contains("passes through all of them") == passes && warning.contains("the fit cannot be tested")
    )
  }

  @Test func aConstantThatNoRowTellsOfIsNamedAlone() throws {
    let table = try Table(
      names: ["x", "z", "y"],
      columns: [Self.x, Self.x.map { _ in 0 }, Self.x.map { 3 * $0 + 0.1 * Double.sin(9 * $0) }])
    let fit = try Form(parsing: "y = a*x + b*z", columns: table.names).fit(to: table)
    #expect(fit.account.warnings.contains { $0.contains("the data do not constrain b") })
    #expect(fit.constants[0].standardError != nil && fit.constants[1].standardError == nil)
  }

  @Test func theLawKeepsItsNamesAndGivesItsNumbers() throws {
    let table = try Self.table { 3 * $0 + 1 + 0.1 * Double.sin(9 * $0) }
    let fit = try Form(parsing: "y = a*x + b", columns: table.names).fit(to: table)
    #expect(fit.formula.text == "a*x + b")
    #expect(fit.formula.constantNames == ["a", "b"])
    #expect(fit.formula.withNumbers.expression.freeConstants == fit.constants.map(\.value))
    let values = try fit.formula.values([Self.x])
    #expect(values == fit.predictions)
  }
}
