import KANFormula
import Testing

@testable import KANSymbolic

/// How forms with unknown functions are read, and what is said of those that are none.
@Suite struct HoledFormTests {
  private static let columns = ["x", "z", "t"]

  private static func read(_ text: String) throws -> HoledForm {
    try HoledForm(parsing: text, columns: columns, target: "y")
  }

  private static func error(of text: String) -> FormError? {
    do {
      _ = try HoledForm(parsing: text, columns: columns, target: "y")
      return nil
    } catch {
      guard case SymbolicError.form(let own) = error else { return nil }
      return own
    }
  }

  @Test func readsFunctionsConstantsAndInputs() throws {
    let form = try Self.read("y = a*sqrt(f(x)^2 + g(z, t)) + 0.5*b*f(z)")
    #expect(form.functions == ["f", "g"] && form.constants == ["a", "b"] && form.inputs == Self.columns)
    #expect(
      form.uses.map(\.function) == [0, 1, 0] && form.uses.map(\.variable) == ["f(x)", "g(z, t)", "f(z)"])
    #expect(form.expression.freeConstants.isEmpty, "what is written as a number stays")
    // f stands in two places and has variables of its own; g has the names of its columns.
    #expect(form.parameters(of: 0) == ["u1"] && form.parameters(of: 1) == ["z", "t"])
  }

  @Test func isFilledWithClosedForms() throws {
    let form = try Self.read("a*f(x) - f(z)/t")
    let filled = form.filled([try Expression(parsing: "3*u1^2")], constants: [2])
    let value = filled.value(at: ["x": 2, "z": 1, "t": 4])
    #expect(abs(value - (2 * 12 - 3.0 / 4)) < 1e-14)
  }

  @Test func argumentsMayBeExpressions() throws {
    let form = try Self.read("f(x/z, t)")
    #expect(form.parameters(of: 0) == ["u1", "u2"] && form.inputs == Self.columns)
    #expect(
      abs(
        form.filled([try Expression(parsing: "u1 + u2")], constants: []).value(at: ["x": 6, "z": 3, "t": 1])
          - 3) < 1e-15)
  }

  @Test func saysWhatIsWrong() {
    #expect(Self.error(of: "a*x + b") == .noUnknownFunction)
    #expect(Self.error(of: "f(x) + f(x, z)") == .unequalArguments("f", counts: [1, 2]))
    #expect(Self.error(of: "f(w)") == .badArgument(of: "f(w)", "w", columns: Self.columns))
    #expect(Self.error(of: "f(y)") == .targetAmongInputs("y"))
    #expect(Self.error(of: "f(x) + y") == .targetAmongInputs("y"))
    // A product without its sign is no function of that name.
    #expect(Self.error(of: "f(x) + x(z)") == .functionIsColumn("x"))
    #expect(Self.error(of: "y(x)") == .functionIsColumn("y"))
    #expect(Self.error(of: "q = f(x)") == .twoTargets("q ", "y"))
    #expect(Self.error(of: "y = f(x) = 2") == .severalEquations)
    // A function of a function, and of a number.
    #expect(Self.error(of: "f(g(x))") == .badArgument(of: "f(g(x))", "g(x)", columns: Self.columns))
    #expect(Self.error(of: "f(2)") == .badArgument(of: "f(2)", "2", columns: Self.columns))
  }

  @Test func refusesWhatIsNoFormula() {
    #expect(throws: FormulaError.self) { try Self.read("f(x") }
    #expect(throws: FormulaError.self) { try Self.read("") }
    #expect(throws: FormulaError.self) { try Expression(parsing: "f(x)") }
  }
}
