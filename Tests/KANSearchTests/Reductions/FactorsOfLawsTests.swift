import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// Factors of known laws, divided out.
@Suite struct FactorsOfLawsTests {
  private static let law = SampleLaw("a^2*d*(b + 3*c)^(3/2)", 1...5, 1...5, 1...5, 1...5)

  private static func problems(_ laws: [String]) throws -> [Subproblem] {
    let problem = Subproblem(FeatureTable(try law.table(rows: 50), rows: 50))
    return FactorsOfLaws().reduce(
      problem, in: SearchContext.sample().knowing(try laws.map { try Expression(parsing: $0) }))
  }

  private static func columns(_ problem: Subproblem) -> Set<String> {
    Set(problem.inputs.map { TextPrinter().print(problem.table.variable($0)) })
  }

  @Test func withoutFactorsNothingIsDivided() throws {
    #expect(try Self.problems([]).isEmpty)
    #expect(try Self.problems(["a + d", "sin(a*d)"]).isEmpty)
  }

  @Test func factorsOfColumnsAreDividedOut() throws {
    let problems = try Self.problems(["7.1*a^2*d*(b^2 + 1.2*b*c)", "2*a^2*d*sqrt(b + c)"])
    #expect(problems.count == 1)
    let problem = try #require(problems.first)
    #expect(Self.columns(problem) == ["b", "c"])
    let data = try Self.law.table(rows: 50)
    let rest = try CompiledExpression(Expression(parsing: "(b + 3*c)^(3/2)"), variables: data.inputNames)
    for (value, reference) in zip(problem.values, rest.values(data.inputs)) {
      #expect(abs(value - reference) <= 1e-13 * reference)
    }
  }

  /// An input of which the rest of the law says something, or whose exponent was measured, is no factor.
  @Test func whatStandsElsewhereStays() throws {
    let problem = try #require(try Self.problems(["a^2*d*exp(-d/b)*c^1.3718"]).first)
    #expect(Self.columns(problem) == ["b", "c", "d"])
  }

  /// A reduced mass is a factor of two inputs; a part with a measured constant is none.
  @Test func factorsOfSeveralColumnsAreDividedOut() throws {
    let data = try SampleLaw("a*b/(a + b)*d*exp(c)", 1...5, 1...5, 1...5, 1...5).table(rows: 50)
    let laws = ["2.7*a*b*d*c^1.37/(a + b)", "d*c^1.37*(a + b)^0.37"]
    let problems = FactorsOfLaws().reduce(
      Subproblem(FeatureTable(data, rows: 50)),
      in: SearchContext.sample().knowing(try laws.map { try Expression(parsing: $0) }))
    #expect(problems.map(Self.columns) == [["a", "b", "c"], ["c"]])
    let rest = try #require(problems.last)
    for (value, c) in zip(rest.values, data.inputs[2]) { #expect(abs(value / .exp(c) - 1) < 1e-13) }
  }

  /// A column that is zero somewhere divides nothing.
  @Test func divisionByZeroIsLeftOut() throws {
    let data = try Dataset(
      inputNames: ["a", "b"], inputs: [[0, 1, 2, 3], [1, 2, 3, 4]], targetNames: ["y"],
      targets: [[0, 2, 6, 12]])
    let context = SearchContext.sample().knowing([try Expression(parsing: "a*b")])
    #expect(FactorsOfLaws().reduce(Subproblem(FeatureTable(data, rows: 4)), in: context).isEmpty)
  }
}
