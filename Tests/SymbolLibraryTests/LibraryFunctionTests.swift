import KANFormula
import SymbolLibrary
import Testing

/// Formulas that call functions of a catalog by name.
@Suite struct LibraryFunctionTests {
  @Test(arguments: [
    ("2*gaussian(x - 1)", "2*exp(-(x - 1)^2)"), ("gaussian(lorentzian(x))", "exp(-(1/(x^2 + 1))^2)"),
    ("arcsin(x) + sin(y)", "asin(x) + sin(y)"),
  ])
  func areReadAsTheirFormulas(text: String, plain: String) throws {
    let read = try FormulaExpression(parsing: text, functionsOf: .standard)
    let expected = try FormulaExpression(parsing: plain)
    for (x, y) in [(0.3, -0.7), (-0.9, 0.2)] {
      let point = ["x": x, "y": y]
      #expect(abs(read.value(at: point) - expected.value(at: point)) < 1e-15)
    }
  }

  @Test func unknownFunctionsAreNamed() {
    #expect(throws: FormulaError.self) {
      try FormulaExpression(parsing: "2*gausian(x)", functionsOf: .standard)
    }
  }
}
