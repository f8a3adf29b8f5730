import KANData
import KANFormula
import KANSymbolic
import RealModule
import SymbolLibrary
import Testing

@testable import KANSearch

/// Trees with constants inside, and where their fits start.
@Suite struct FreeTreeTests {
  private static func trees(
    _ ranges: ClosedRange<Double>..., symbols: [String]? = nil, catalog: SymbolCatalog? = nil,
    settings: FreeTree.Settings = .init()
  ) throws -> (trees: [FreeTree], grammar: ExpressionGrammar, catalog: SymbolCatalog) {
    let law =
      ranges.count == 1 ? SampleLaw("a", ranges[0]) : SampleLaw("a + b", ranges[0], ranges[1])
    let catalog = try catalog ?? symbols.map { try SymbolCatalog.standard.selecting($0) } ?? .standard
    let grammar = ExpressionGrammar(
      Subproblem(try law.table(rows: 50)), rows: Array(0..<50), catalog: catalog)
    let pool = TreePool(grammar, settings: .init(trees: 200, treesOfOneColumn: 0), budget: WorkBudget())
    return (FreeTree.all(grammar, pool, catalog: catalog, settings: settings), grammar, catalog)
  }

  /// From every start every tree has values, and the catalog has its functions.
  @Test func everyStartHasValues() throws {
    let (trees, grammar, catalog) = try Self.trees(-2...3, 0.5...2)
    #expect(trees.count > 50 && zip(trees, trees.dropFirst()).allSatisfy { $0.cost <= $1.cost })
    for tree in trees {
      #expect(catalog.allows(tree.expression) && !tree.starts.isEmpty)
      let compiled = try CompiledExpression(tree.expression, variables: grammar.names)
      for start in tree.starts {
        #expect(start.count == tree.expression.freeConstants.count)
        let values = compiled.values(grammar.columns, constants: start)
        let isFinite = values.allSatisfy(\.isFinite)
        #expect(isFinite, "\(tree.expression) at \(start)")
      }
    }
  }

  /// A function of the user may contain its argument several times; its constants are as many as its starts, and of those that an
  /// amplitude takes over none is left.
  @Test func functionsMayRepeatTheirArgument() throws {
    let library = SymbolCatalog.standard.appending(
      SymbolCatalog(symbols: [
        Symbol(
          name: "sinc", expression: try Expression(parsing: "sin(x)/x"), domain: .nonZero, gauge: .free,
          complexity: 3),
        Symbol(
          name: "packet", expression: try Expression(parsing: "exp(-x^2)*cos(3*x)"), domain: .everywhere,
          gauge: .free,
          complexity: 4),
      ]))
    let (trees, grammar, _) = try Self.trees(0.5...3, catalog: library)
    let repeated = trees.filter { tree in
      tree.expression.variables.count == 1 && tree.expression.elementaryFunctions == [.sin]
        && tree.expression.freeConstants.count == 1
    }
    #expect(!repeated.isEmpty)
    for tree in trees {
      let compiled = try CompiledExpression(tree.expression, variables: grammar.names)
      for start in tree.starts {
        #expect(start.count == tree.expression.freeConstants.count)
        let values = compiled.values(grammar.columns, constants: start)
        #expect(values.allSatisfy { $0.isFinite })
      }
    }
  }

  /// Constants that another takes over are left out: no f(c·x²) of a square, no amplitude inside of a power.
  @Test func constantsSaySomethingOfTheirOwn() throws {
    let (trees, _, _) = try Self.trees(0.5...3, symbols: ["x", "x^2", "abs"])
    #expect(trees.isEmpty)
    let (roots, _, _) = try Self.trees(0.5...3, symbols: ["x", "sqrt"])
    // √(1 + c·x) and x^p, but not √(c·x).
    for tree in roots {
      #expect(tree.expression.addsANumber || tree.expression.freeConstants == [0.5], "\(tree.expression)")
    }
    #expect(!roots.isEmpty)
  }

  /// Decays and growths both; of an odd or even function one sign is enough.
  @Test func signsAreTriedWhereTheyMatter() throws {
    let (trees, _, _) = try Self.trees(0.5...3, symbols: ["x", "exp", "sin"])
    func starts(_ text: String) throws -> [Double] {
      let form = try Expression(parsing: text).form
      return try #require(trees.first { $0.expression.form == form }, "\(text)").starts.map { $0[0] }
    }
    let (rates, waves) = (try starts("exp(1.5*x0)"), try starts("sin(1.5*x0)"))
    #expect(Set(rates.map { -$0 }) == Set(rates))
    #expect(waves.allSatisfy { $0 > 0 } && waves.count > rates.count / 2, "waves reach to many turns")
  }

  /// Rates go with one over the column, so that its unit is of no consequence.
  @Test func startsFollowTheUnit() throws {
    let (one, _, _) = try Self.trees(1...3, symbols: ["x", "exp"])
    let (thousand, _, _) = try Self.trees(1_000...3_000, symbols: ["x", "exp"])
    for (tree, power) in [("exp(1.5*x0)", 1.0), ("x0*exp(1.5*x0)", 1), ("exp(1.5*x0^2)", 2)] {
      let form = try Expression(parsing: tree).form
      let (small, large) = try (
        #require(one.first { $0.expression.form == form }),
        #require(thousand.first { $0.expression.form == form })
      )
      for (a, b) in zip(small.starts, large.starts) {
        #expect(abs(b[0] * .pow(1_000, power) / a[0] - 1) < 1e-12)
      }
    }
  }

  @Test func thereAreNoMoreStartsThanAllowed() throws {
    var settings = FreeTree.Settings()
    settings.starts = 100
    let (few, _, _) = try Self.trees(0.5...3, settings: settings)
    let (all, _, _) = try Self.trees(0.5...3)
    #expect(few.reduce(0) { $0 + $1.starts.count } <= 100 && !few.isEmpty)
    #expect(few.map(\.expression) == all.prefix(few.count).map(\.expression), "the cheapest first")
    // A column that never changes has no rate.
    #expect(try Self.trees(2...2).trees.isEmpty)
  }
}
