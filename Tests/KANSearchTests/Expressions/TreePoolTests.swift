import KANData
import KANFormula
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Trees come in the order of their cost, each once.
@Suite struct TreePoolTests {
  private static let rows = 200

  private static func pool(
    _ ranges: ClosedRange<Double>..., catalog: SymbolCatalog = .standard,
    settings: TreePool.Settings = .init(), budget: WorkBudget = WorkBudget()
  ) throws -> (ExpressionGrammar, TreePool) {
    let names = ranges.indices.map { String(Character(Unicode.Scalar(UInt8(97 + $0)))) }
    var law = SampleLaw(names.joined(separator: "+"), ranges[0])
    law = ranges.count == 1 ? law : SampleLaw(names.joined(separator: "+"), ranges[0], ranges[1])
    let problem = Subproblem(try law.table(rows: rows))
    let grammar = ExpressionGrammar(problem, rows: Array(0..<rows), catalog: catalog)
    return (grammar, TreePool(grammar, settings: settings, budget: budget))
  }

  @Test func treesHaveTheirValuesAndGrowDearer() throws {
    let (grammar, pool) = try Self.pool(0.5...3, 1...4, settings: .init(trees: 3_000, treesOfOneColumn: 0))
    #expect(pool.trees.count == 3_000)
    #expect(zip(pool.trees, pool.trees.dropFirst()).allSatisfy { $0.cost <= $1.cost })
    for n in stride(from: 0, to: pool.trees.count, by: 37) {
      let values = try CompiledExpression(pool.trees[n].expression, variables: grammar.names).values(
        grammar.columns)
      for (value, reference) in zip(pool.values(n), values) {
        #expect(abs(value - reference) <= 1e-12 * abs(reference), "\(pool.trees[n].expression)")
      }
    }
  }

  /// Of one column the same number of trees reaches further; what is known already does not come again.
  @Test func everyColumnHasTreesOfItsOwn() throws {
    let (_, joint) = try Self.pool(0.5...3, 1...4, settings: .init(trees: 400, treesOfOneColumn: 0))
    let (_, pool) = try Self.pool(0.5...3, 1...4, settings: .init(trees: 400, treesOfOneColumn: 300))
    #expect(pool.trees.prefix(400).map(\.expression) == joint.trees.map(\.expression))
    let own = pool.trees.dropFirst(400)
    #expect(own.count > 100 && own.allSatisfy { Set($0.expression.variables).count == 1 })
    #expect(Set(own.map { $0.expression.variables[0] }) == ["x0", "x1"])
    // Of many columns each has fewer.
    let few = TreePool.Settings(trees: 400, treesOfOneColumn: 300, treesOfSingleColumns: 200)
    let rest = try Self.pool(0.5...3, 1...4, settings: few).1.trees.dropFirst(400)
    #expect(rest.count < own.count && rest.count <= 200)
    #expect(Set(rest.map(\.expression)).isSubset(of: own.map(\.expression)))
  }

  /// x·y/y is x, 1/(1/x) is x, √(x²) is x where x is positive: none of them comes a second time.
  @Test func equalColumnsAreMerged() throws {
    let (_, pool) = try Self.pool(0.5...3, 1...4, settings: .init(trees: 1_500, treesOfOneColumn: 200))
    #expect(pool.evaluated > pool.trees.count)
    let columns = pool.trees.indices.map(pool.values)
    for (n, column) in columns.enumerated() {
      for m in (n + 1)..<max(n + 1, min(columns.count, n + 40)) {
        let ratio = column[0] / columns[m][0]
        let differs = zip(column, columns[m]).contains { abs($0 - ratio * $1) > 1e-9 * abs($0) }
        #expect(differs, "\(pool.trees[n].expression) and \(pool.trees[m].expression)")
      }
    }
  }

  @Test(arguments: [
    "x0*exp(-abs(x0))", "log(1 + abs(x0))", "sin(log(1 + x1))", "x0*abs(x1)^(1/3)", "x0*x1^2", "sin(x0)*x1",
  ])
  func holdsWhatPeopleWrite(text: String) throws {
    let (grammar, pool) = try Self.pool(-3...3, 1...4)
    let wanted = try CompiledExpression(try Expression(parsing: text), variables: grammar.names).values(
      grammar.columns)
    let isThere = pool.trees.indices.contains { n in
      let column = pool.values(n)
      let ratio = wanted[0] / column[0]
      return zip(column, wanted).allSatisfy { abs($0 * ratio - $1) <= 1e-9 * abs($1) }
    }
    #expect(isThere)
  }

  /// Only the functions of the catalog occur, none inside itself, and no more inside each other than is allowed.
  @Test func keepsToItsCatalogAndItsDepth() throws {
    let catalog = try SymbolCatalog.standard.selecting(["x", "x^2", "sin", "exp"])
    let (_, pool) = try Self.pool(0.5...3, catalog: catalog, settings: .init(trees: 800, depth: 1))
    for tree in pool.trees {
      #expect(catalog.allows(tree.expression) && tree.depth <= 1)
      #expect(tree.expression.elementaryFunctions.isSubset(of: [.sin, .exp]))
    }
    #expect(pool.trees.contains { $0.expression.elementaryFunctions == [.sin] })
  }

  /// With units nothing adds metres to seconds, and no function is taken of either.
  @Test func unitsPruneTrees() throws {
    let problem = Subproblem(try SampleLaw("a + b", 0.5...3, 1...4).table(rows: Self.rows))
    let dimensions = try ["a": PhysicalUnit(parsing: "m"), "b": PhysicalUnit(parsing: "s")].mapValues(
      \.dimension)
    let grammar = ExpressionGrammar(
      problem, rows: Array(0..<Self.rows), catalog: .standard, dimensions: dimensions)
    #expect(grammar.allows(try Expression(parsing: "x0/x1")))
    #expect(!grammar.allows(try Expression(parsing: "x0 + x1")))
    #expect(!grammar.allows(try Expression(parsing: "exp(x0)")))
    let pool = TreePool(grammar, settings: .init(trees: 300), budget: WorkBudget())
    #expect(pool.trees.allSatisfy { grammar.allows($0.expression) })
  }

  @Test func endsWithItsBudget() throws {
    let (_, pool) = try Self.pool(0.5...3, budget: WorkBudget(limit: 0))
    // Leaves are for free.
    #expect(pool.trees.count == 2)
  }
}
