import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTestSupport
import Testing

@testable import KANSearch

/// Products of powers, cheapest first, about as many as are asked for.
@Suite struct TermLibraryTests {
  private static func problem(inputs: Int = 3, rows: Int = 50) throws -> Subproblem {
    var random = SeededRandom(seed: 6)
    let names = ["a", "b", "c", "d"].prefix(inputs)
    return Subproblem(
      try Dataset(names.map { ($0, random.uniforms(rows, in: 1...3)) }, target: (0..<rows).map(Double.init)))
  }

  private static func library(
    _ breadth: Look.Breadth, budget: Int, isThorough: Bool = true, maximumFactors: Int = 5
  ) throws -> TermLibrary {
    TermLibrary(
      for: try problem(), Look(breadth: breadth, isThorough: isThorough), rows: Array(0..<50), budget: budget,
      maximumFactors: maximumFactors)
  }

  @Test(arguments: Look.Breadth.allCases, [50, 400, 2_000])
  func keepsToItsBudget(breadth: Look.Breadth, budget: Int) throws {
    let library = try Self.library(breadth, budget: budget)
    #expect(library.terms.count <= budget && library.terms.count > min(budget, 300) / 6)
    #expect(library.terms[0].factors.isEmpty && library.expression(0) == 1)
    let terms: [TermLibrary.Term] = library.terms
    let prices = terms.map(\.price)
    #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 <= $1 })
    // Price by price a whole step is taken, so that no input is preferred for its place.
    let uses = ["a", "b", "c"].map { name in
      library.terms.indices.count { library.expression($0).variables.contains(name) }
    }
    #expect(uses.allSatisfy { $0 == uses[0] }, "\(uses)")
  }

  @Test func holdsEveryTermOnce() throws {
    let library = try Self.library(.functions, budget: 1_500)
    #expect(Set(library.terms.indices.map { library.expression($0) }).count == library.terms.count)
  }

  @Test(arguments: [1, 2, 3])
  func keepsToItsNumberOfFactors(limit: Int) throws {
    let library = try Self.library(.powers, budget: 800, maximumFactors: limit)
    #expect(library.terms.map(\.factors.count).max() == limit)
  }

  /// A look that is not thorough takes no more terms than those of which all triples are tried.
  @Test func isShortWhereTheLookIsQuick() throws {
    #expect(try Self.library(.pairs, budget: 8_000, isThorough: false).terms.count <= BestSubsets.tripleLimit)
  }

  @Test func valuesAreThoseOfTheTerms() throws {
    let library = try Self.library(.functions, budget: 300)
    let problem = try Self.problem()
    let budget = WorkBudget()
    let values = library.values(budget)
    #expect(budget.spent == 50 * library.terms.count)
    for (index, column) in values.enumerated() {
      let expected = try #require(problem.table.values(of: library.expression(index)))
      expectClose(column, expected, within: 1e-12, "\(library.expression(index))")
    }
  }

  /// Without sin² and inverse sums, which make nothing together with their like.
  @Test func divisorsAddUpToNothing() throws {
    let library = try Self.library(.pairs, budget: 2_000)
    #expect(!library.divisors.contains(0))
    for index in library.divisors {
      for (function, power) in library.terms[index].factors {
        let exponent = library.functions[function].powers[power].exponent
        switch library.functions[function].expression {
        case .function(.sin, _): #expect(exponent.numerator % 2 != 0)
        case .sum: #expect(exponent > .zero)
        default: break
        }
      }
    }
    #expect(library.divisors.count < library.terms.count - 1)
  }

  @Test func writesTheSumOfAChoice() throws {
    let library = TermLibrary(
      [BasisFunction(.variable("a"), [1, 2, 3], prices: [(1, 1, 2), (2, 1, 3)])], budget: 100)
    #expect(
      library.terms.indices.map { library.expression($0) } == [1, .variable("a"), .power(.variable("a"), 2)])
    let choice = SubsetSelection.Choice(columns: [0, 2], coefficients: [3, -2], residual: 0)
    let values = try CompiledExpression(library.sum(of: choice), variables: ["a"]).values([[1, 2, 3]])
    expectClose(values, [1, -5, -15], within: 1e-15)
    #expect(Expression.total([.variable("a")]) == .variable("a"))
  }
}
