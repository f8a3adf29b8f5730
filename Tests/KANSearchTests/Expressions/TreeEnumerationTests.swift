import KANData
import KANFormula
import KANSymbolic
import RealModule
import SymbolLibrary
import Testing

@testable import KANSearch

/// Trees by cost, each new one once, whatever the order in which enumerations meet.
@Suite struct TreeEnumerationTests {
  private static let rows = 40
  private static let x = (0..<rows).map { 0.5 + Double(($0 * 7) % rows) / 10 }

  private static func enumeration(
    trees: Int = 100, allows: @escaping (Expression) -> Bool = { _ in true }
  ) -> TreeEnumeration {
    TreeEnumeration(rows: rows, settings: .init(trees: trees), allows: allows)
  }

  private static func leaf(_ text: String, cost: Int = 1, _ value: (Double) -> Double) throws
    -> ExpressionGrammar.Leaf
  {
    ExpressionGrammar.Leaf(expression: try Expression(parsing: text), values: x.map(value), cost: cost)
  }

  private static func grammar(_ symbols: [String]) throws -> ExpressionGrammar {
    ExpressionGrammar(
      Subproblem(try Dataset([("x", x)], target: x)), rows: Array(0..<rows),
      catalog: try SymbolCatalog.standard.selecting(symbols))
  }

  /// What is a multiple of a tree that is there, has no value, or is not allowed, is no tree.
  @Test func takesEveryColumnOnce() throws {
    var trees = Self.enumeration { $0 != .variable("q") }
    for leaf in try [
      Self.leaf("x") { $0 }, Self.leaf("3*x") { 3 * $0 }, Self.leaf("x^2") { $0 * $0 },
      Self.leaf("q") { 1 / $0 },
      Self.leaf("0*x") { _ in 0 }, Self.leaf("huge") { $0 * 1e200 }, Self.leaf("pole") { $0 > 1 ? $0 : .nan },
    ] { trees.add(leaf) }
    #expect(trees.trees.map(\.expression) == [.variable("x"), .power(.variable("x"), 2)])
    #expect(trees.evaluated == 7 && trees.block == Self.x + Self.x.map { $0 * $0 })
  }

  /// A function is taken of the trees of one cost only, never inside itself.
  @Test func functionsMakeTreesOfTheirCost() throws {
    let grammar = try Self.grammar(["x", "exp", "sin"])
    let exp = try #require(grammar.unary.first { $0.expression == .exp(.variable("x")) })
    let program = try CompiledExpression(exp.expression, variables: ["x"])
    var trees = Self.enumeration()
    trees.add(try Self.leaf("x", cost: 2) { $0 })
    trees.add(try Self.leaf("sin(x)", cost: 5) { .sin($0) })
    trees.apply(exp, program, cost: 2 + exp.cost)
    #expect(trees.trees.map { TextPrinter().print($0.expression) } == ["x", "sin(x)", "exp(x)"])
    trees.apply(exp, program, cost: 2 + 2 * exp.cost)
    #expect(trees.trees.count == 3, "no exponential of an exponential")
    let tree = trees.trees[2]
    #expect(tree.cost == 2 + exp.cost && tree.depth == 1 && tree.functions == [.exp] && tree.isTerm)
  }

  /// Two trees of a product or a sum, commuted ones once; what is added is no term of its own.
  @Test func pairsAreCombinedOnce() throws {
    let grammar = try Self.grammar(["x", "1/x"])
    var trees = Self.enumeration()
    trees.add(try Self.leaf("x", cost: 1) { $0 })
    trees.add(try Self.leaf("z", cost: 1) { 1 + $0 * $0 })
    for operation in grammar.binary { trees.combine(operation, cost: 2 + operation.cost) }
    let made = trees.trees.dropFirst(2)
    func count(_ text: String) -> Int { made.count { TextPrinter().print($0.expression) == text } }
    #expect(count("x*z") + count("z*x") == 1 && count("x/z") == 1 && count("z/x") == 1)
    #expect(made.filter { !$0.isTerm }.allSatisfy { if case .sum = $0.expression { true } else { false } })
    #expect(made.contains { !$0.isTerm })
  }

  /// Of another enumeration what is new is taken, with its values.
  @Test func adoptsWhatIsNew() throws {
    var (own, other) = (Self.enumeration(), Self.enumeration())
    own.add(try Self.leaf("x") { $0 })
    other.add(try Self.leaf("2*x") { 2 * $0 })
    other.add(try Self.leaf("x^3") { $0 * $0 * $0 })
    own.adopt(other)
    #expect(own.trees.map { TextPrinter().print($0.expression) } == ["x", "x^3"])
    #expect(own.block.suffix(Self.rows) == ArraySlice(Self.x.map { $0 * $0 * $0 }))
    own.adopt(other)
    #expect(own.trees.count == 2)
  }

  @Test func endsWhereItIsFull() throws {
    var trees = Self.enumeration(trees: 25)
    let grammar = try Self.grammar(["x", "x^2", "exp", "sin", "1/x"])
    trees.fill(with: grammar.leaves, of: grammar, budget: WorkBudget())
    #expect(trees.isFull && trees.trees.count == 25 && trees.block.count == 25 * Self.rows)
    #expect(zip(trees.trees, trees.trees.dropFirst()).allSatisfy { $0.cost <= $1.cost })
  }

  // MARK: - Sums of them

  private static func search(_ law: SampleLaw, budget: WorkBudget = WorkBudget()) throws -> SumSearch {
    let data = try law.table(rows: 60)
    let grammar = ExpressionGrammar(Subproblem(data), rows: Array(0..<60), catalog: .standard)
    let pool = TreePool(grammar, settings: .init(trees: 80, treesOfOneColumn: 0), budget: WorkBudget())
    let weights = data.targets[0].map { _ in 1.0 }
    let fitter = TermSumFitter(
      grammar, target: data.targets[0], weights: weights, rounding: 1e-13, isTable: true)
    var search = SumSearch(
      fitter: fitter,
      bank: TermBank(grammar, pool, [], known: [], weights: weights, core: 40, budget: WorkBudget()),
      context: .sample(budget: budget))
    (search.settings.triples, search.settings.quadruples, search.settings.terms) = (12, 8, 4)
    return search
  }

  /// A sum that is exact with a term too many is given without it, and sums of one form once, the shortest first.
  @Test func idleTermsLeave() throws {
    var search = try Self.search(SampleLaw("2*a + 0.5*a*b", 1...3, 1...3))
    search.known = [
      try ["x0", "x0*x1", "sin(x0)"].map { TermSum.Term(expression: try Expression(parsing: $0), cost: 4) }
    ]
    let (sums, isExact) = search.run()
    let first = try #require(sums.first)
    #expect(isExact && first.terms.count == 2 && search.fitter.isAtRounding(first))
    #expect(
      Set(first.terms.map(\.expression)) == [try Expression(parsing: "x0"), try Expression(parsing: "x0*x1")])
    // The exact ones come first, by themselves; within the rest lengths grow.
    let lengths = sums.map { search.fitter.length(of: $0) }
    #expect(lengths.min() == lengths[0])
  }

  @Test func findsNothingWithoutABudget() throws {
    let (sums, isExact) = try Self.search(SampleLaw("2*a + b", 1...3, 1...3), budget: WorkBudget(limit: 0))
      .run()
    #expect(sums.isEmpty && !isExact)
  }
}
