import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Functions of trees that a small pool does not hold.
@Suite struct OuterFunctionsTests {
  /// The terms that are proposed for a law from a pool of few trees, best first.
  private static func terms(
    _ law: SampleLaw, noise: Double = 0, known: [String] = [], threads: Int = 1
  ) throws -> (terms: [TermSum.Term], grammar: ExpressionGrammar, pool: TreePool) {
    let data = try law.table(rows: 300)
    let problem = Subproblem(data)
    let grammar = ExpressionGrammar(problem, rows: Array(0..<300), catalog: .standard)
    let pool = TreePool(
      grammar, settings: TreePool.Settings(trees: 4_000, treesOfOneColumn: 0), budget: WorkBudget())
    var random = SeededRandom(seed: 5)
    let target = data.targets[0].map { $0 + noise * random.normal() }
    let fitter = TermSumFitter(
      grammar, target: target, weights: target.map { _ in 1 }, rounding: 1e-15, isTable: true)
    let search = OuterFunctions(grammar, pool, fitter)
    let terms = try known.map { TermSum.Term(expression: try Expression(parsing: $0), cost: 20) }
    return (search.terms(beside: terms, in: .sample(threads: threads)), grammar, pool)
  }

  /// What a sum a·T + b leaves of the law, over its spread, with the term's own constants at their best.
  private static func error(of term: TermSum.Term, _ law: SampleLaw, _ grammar: ExpressionGrammar) throws
    -> Double
  {
    let y = try law.table(rows: 300).targets[0]
    let fitter = TermSumFitter(
      grammar, target: y, weights: y.map { _ in 1 }, rounding: 1e-15, isTable: true)
    let one = TermSum.Term(expression: 1, cost: 1)
    let mean = y.mean
    guard let sum = fitter.refined([term, one], budget: WorkBudget()) else { return 1 }
    return (sum.square / y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot()
  }

  @Test(arguments: [
    SampleLaw("cos(c*(a - b))", 1...5, 1...5, 1...5),
    SampleLaw("c^2*sin(1.7*a*b)", 1...4, 1...4, 1...3),
    SampleLaw("a*(b + 0.44*c)^(3/2)", 1...3, 1...3, 1...3),
    SampleLaw("2 - 0.7*log(a + 3.1*b*c)", 0.1...3, 0.1...3, 0.1...3),
  ])
  func proposesTheLaw(law: SampleLaw) throws {
    let (terms, grammar, pool) = try Self.terms(law, noise: 0.01)
    let errors = try terms.map { try Self.error(of: $0, law, grammar) }
    #expect(errors.contains { $0 < 1e-4 }, "\(law.text): \(errors.sorted().prefix(3))")
    // It was not in the pool.
    let known = try pool.trees.filter(\.isTerm).map {
      try Self.error(of: TermSum.Term(expression: $0.expression, cost: $0.cost), law, grammar)
    }
    #expect(known.allSatisfy { $0 > 1e-3 })
  }

  /// A factor that is too dear to be tried with every function is, where a law so far has it.
  @Test func takesFactorsOfKnownTerms() throws {
    let law = SampleLaw("a^3*b^2/c^2*log(a + 2.3*c)", 1...3, 1...3, 1...3)
    func best(_ known: [String]) throws -> Double {
      let (terms, grammar, _) = try Self.terms(law, known: known)
      return try terms.map { try Self.error(of: $0, law, grammar) }.min() ?? 1
    }
    #expect(try best(["x0^3*x1^2/x2^2*sqrt(x0 + x2)"]) < 1e-7)
    #expect(try best([]) > 1e-4)
  }

  @Test func doesNotDependOnThreads() throws {
    let law = SampleLaw("c^2*sin(1.7*a*b)", 1...4, 1...4, 1...3)
    let one = try Self.terms(law, noise: 0.1).terms
    #expect(try Self.terms(law, noise: 0.1, threads: 3).terms == one)
    #expect(!one.isEmpty)
  }
}
