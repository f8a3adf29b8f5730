import Foundation
import KANFormula
import SymbolLibrary
import Testing

/// The checks that every symbol must pass.
@Suite struct StandardCatalogTests {
  static let symbols = SymbolCatalog.standard.symbols

  @Test func holdsTheFunctionsThatUsersExpect() {
    let names = Set(Self.symbols.map(\.name))
    for name in [
      "x", "x^2", "x^3", "x^4", "x^5", "1/x", "1/x^2", "1/x^3", "1/x^4", "1/x^5", "sqrt", "x^1.5", "1/sqrt",
      "exp", "log",
      "sin", "cos", "tan", "tanh", "asin", "acos", "atan", "atanh", "sinh", "cosh", "abs", "sign",
      "gaussian",
      "logistic", "lorentzian",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.count == Self.symbols.count)
    #expect(Self.symbols.first?.name == "x")
  }

  /// Finite inside the domain, the gauge a redundancy to 1e-10.
  @Test(arguments: symbols)
  func describesItselfTruthfully(symbol: Symbol) {
    #expect(symbol.defect == nil)
    #expect(symbol.expression.variables == ["x"])
    #expect(symbol.complexity >= 1)
  }

  /// Not finite, or not smooth, where the domain says so.
  @Test(arguments: symbols)
  func endsWhereItsDomainEnds(symbol: Symbol) {
    let f = { symbol.expression.value(at: ["x": $0]) }
    switch symbol.domain {
    case .everywhere: break
    case .positive: #expect(!f(0).isFinite && !f(-0.5).isFinite)
    case .nonNegative: #expect(f(0).isFinite && !f(-1e-9).isFinite)
    case .nonZero: #expect(!f(0).isFinite)
    case .open(let lower, let upper): #expect(!f(lower).isFinite && !f(upper).isFinite)
    case .closed(let lower, let upper):
      #expect(f(lower).isFinite && f(upper).isFinite && f(lower - 1e-9).isNaN && f(upper + 1e-9).isNaN)
    case .betweenPoles(let first, let period):
      #expect(f(first).magnitude > 1e10 && f(first + period).magnitude > 1e10)
    }
  }

  /// The compiled derivative against central differences.
  @Test(arguments: symbols)
  func derivativeAgreesWithDifferences(symbol: Symbol) {
    let points = (0..<97).map { -2.9 + 0.06 * Double($0) + 0.0017 }
    let h = 1e-5
    let inside = points.filter { symbol.domain.contains(($0 - 0.05)...($0 + 0.05)) && $0.magnitude > 0.01 }
    #expect(inside.count > 20)
    let slopes = symbol.compiled.derivatives(inside)
    let (plus, minus) = (
      symbol.compiled.values(inside.map { $0 + h }), symbol.compiled.values(inside.map { $0 - h })
    )
    let values = symbol.compiled.values(inside)
    for s in inside.indices {
      let difference = (plus[s] - minus[s]) / (2 * h)
      // The error of a central difference: h²/6 times the third derivative, which near a pole is f/x³.
      let third =
        values[s].magnitude / Swift.min(1, inside[s].magnitude * inside[s].magnitude * inside[s].magnitude)
      let allowed = 1e-6 * (1 + difference.magnitude) + 40 * h * h * third
      #expect((slopes[s] - difference).magnitude <= allowed, "\(symbol.name) at \(inside[s])")
    }
  }

  /// Text and coding give the same function back; LaTeX and Swift give something.
  @Test(arguments: symbols)
  func survivesEveryPrinter(symbol: Symbol) throws {
    #expect(try KANFormula.Expression(parsing: TextPrinter().print(symbol.expression)) == symbol.expression)
    #expect(!LaTeXPrinter().print(symbol.expression).isEmpty)
    let program = Program(
      name: "f", inputs: [Formula.Variable(name: "x")],
      outputs: [Program.Definition(name: "y", expression: symbol.expression)])
    for language in OutputLanguages.all { #expect(!language.init(digits: nil).document(program).isEmpty) }
    let data = try JSONEncoder().encode(symbol)
    #expect(try JSONDecoder().decode(Symbol.self, from: data) == symbol)
    let simple = symbol.expression.simplified()
    #expect(simple.complexity <= symbol.expression.complexity)
  }

  @Test func refusesABrokenSymbolInAFile() {
    for text in ["sin(y)", "sin(", "foo(x)"] {
      let json = """
        {"name": "f", "expression": "\(text)", "domain": {"kind": "everywhere"}, "gauge": "free", "complexity": 2}
        """
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(Symbol.self, from: Data(json.utf8)) }
    }
  }
}
