import KANData
import KANFormula
import SymbolLibrary
import Testing

@testable import KANSearch

/// What laws may look like.
@Suite struct ExpressionConstraintsTests {
  private static func allows(_ constraints: Discovery.Options.Constraints, _ text: String) throws -> Bool {
    constraints.allow(try Expression(parsing: text))
  }

  @Test func nothingIsForbiddenByDefault() throws {
    #expect(Discovery.Options.Constraints().isEmpty)
    #expect(try Self.allows(Discovery.Options.Constraints(), "exp(exp(sin(a)))^b"))
  }

  /// A function counts for every input below it, whatever stands between.
  @Test func inputsHaveFunctionsOfTheirOwn() throws {
    let catalog = SymbolCatalog.standard
    let constraints = Discovery.Options.Constraints(functions: [
      "a": try catalog.selecting(["sin"]), "b": try catalog.selecting(["exp", "1/x"]),
    ])
    for text in ["sin(a)", "a^2*b", "exp(b)/b", "sin(2*a) + exp(c)", "log(c)*a"] {
      #expect(try Self.allows(constraints, text), "\(text)")
    }
    for text in ["exp(a)", "b/a", "sin(b)", "sin(a*b)", "exp(sin(a))", "sqrt(b)"] {
      #expect(try !Self.allows(constraints, text), "\(text)")
    }
  }

  /// The absolute value is a function like others, but roots and logarithms of inputs of both signs need it.
  @Test func absoluteValuesOfSuchInputsMustBeListed() throws {
    let catalog = SymbolCatalog.standard
    let constraints = Discovery.Options.Constraints(functions: [
      "a": try catalog.selecting(["sin"]), "b": try catalog.selecting(["sqrt", "log"]),
      "c": try catalog.selecting(["abs"]),
    ])
    for text in ["a^4", "abs(c)*c", "abs(d)", "sqrt(abs(b))", "log(abs(b))", "abs(b)^1.37"] {
      #expect(try Self.allows(constraints, text), "\(text)")
    }
    for text in [
      "abs(a)", "sign(a)", "abs(a)*a^2", "sin(abs(a) - 1)", "abs(b)", "sign(b)*sqrt(abs(b))", "abs(a*c)",
    ] {
      #expect(try !Self.allows(constraints, text), "\(text)")
    }
  }

  @Test func someNestingsAreForbidden() throws {
    let constraints = Discovery.Options.Constraints(forbidden: [.init(.exp, inside: .sin)])
    #expect(try Self.allows(constraints, "exp(sin(a)) + sin(a)*exp(b)"))
    #expect(try !Self.allows(constraints, "sin(1 + 2*exp(a))"))
    #expect(try !Self.allows(constraints, "sin(log(1 + exp(a)))"))
  }

  @Test func formulasHaveAGreatestLength() throws {
    let constraints = Discovery.Options.Constraints(maximumComplexity: 5)
    #expect(try Self.allows(constraints, "a*sin(b)"))
    #expect(try !Self.allows(constraints, "a*sin(b) + c"))
  }

  /// Whatever member proposes a law, one that breaks the constraints is neither taken nor shown.
  @Test func noMemberBreaksThem() throws {
    let data = try SampleLaw("a^2 + 3*b", 1...5, 1...5).table(rows: 100)
    var options = Discovery.Options(effort: .low, threads: 1)
    options.constraints.maximumComplexity = 4
    let discovery = try discover(data, options: options)
    #expect(!discovery.candidates.isEmpty)
    for candidate in discovery.candidates { #expect(candidate.formula.expression.complexity <= 4) }
    #expect(discovery.account.warnings.contains { $0.contains("constraints") })
  }
}
