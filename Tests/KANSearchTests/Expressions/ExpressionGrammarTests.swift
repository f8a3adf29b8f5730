import KANData
import KANFormula
import KANSymbolic
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANSearch

/// What trees are made of, and what each part costs.
@Suite struct ExpressionGrammarTests {
  private static func grammar(_ ranges: [ClosedRange<Double>], symbols: [String]? = nil) throws
    -> ExpressionGrammar
  {
    let columns = ranges.enumerated().map { n, range in
      (0..<40).map { s -> Double in
        range.lowerBound + (range.upperBound - range.lowerBound) * Double((s * (n + 3)) % 41) / 40
      }
    }
    let data = try Dataset(
      columns.enumerated().map { (name: ["v", "w"][$0.offset], values: $0.element) }, target: columns[0])
    let catalog = try symbols.map { try SymbolCatalog.standard.selecting($0) } ?? .standard
    return ExpressionGrammar(Subproblem(data), rows: Array(stride(from: 0, to: 40, by: 2)), catalog: catalog)
  }

  /// The leaves are the columns, the size and the signed roots of those of both signs, and one; on the rows that were asked for.
  @Test func leavesAreColumnsAndOne() throws {
    let grammar = try Self.grammar([-1...1, 2...3])
    let x = Expression.variable("x0")
    let roots = ["sign(x0)*abs(x0)^(1/2)", "sign(x0)*abs(x0)^(1/3)"].map {
      try? Expression(parsing: $0).simplified()
    }
    #expect(
      Set(grammar.leaves.map { $0.expression.simplified() }) == Set([x, .abs(x), .variable("x1"), 1] + roots))
    #expect(zip(grammar.leaves, grammar.leaves.dropFirst()).allSatisfy { $0.cost <= $1.cost })
    for leaf in grammar.leaves {
      let values = try CompiledExpression(leaf.expression, variables: grammar.names).values(grammar.columns)
      expectClose(
        leaf.values, values.count == 20 ? values : leaf.values.map { _ in values[0] }, within: 1e-15)
    }
    #expect(grammar.substitutions == ["x0": .variable("v"), "x1": .variable("w")])
    #expect(try Self.grammar([-1...1], symbols: ["x", "sin"]).leaves.count == 2, "no size without abs")
  }

  /// Every function of the catalog, and of the negative where that is another one; quotients only where there are inverses.
  @Test func operationsAreThoseOfTheCatalog() throws {
    let grammar = try Self.grammar([1...2], symbols: ["x", "x^2", "exp", "sqrt"])
    let x = Expression.variable("x")
    let third = try #require(Rational(1, 3))
    #expect(
      Set(grammar.unary.map(\.expression)) == [
        .power(x, 2), .exp(x), .exp(-x), .power(x, .rational(.half)), .power(x, .rational(third)),
      ])
    #expect(grammar.binary.map(\.arithmetic) == [.multiply, .add, .subtract])
    let inverses = try Self.grammar([1...2], symbols: ["x", "1/x"])
    #expect(inverses.binary.map(\.arithmetic) == [.multiply, .divide, .add, .subtract])
    #expect(!inverses.unary.contains { $0.expression == .power(x, .rational(third)) })
  }

  /// What is applied means what its parts mean, with sums in sums as one.
  @Test func operationsAreApplied() throws {
    let grammar = try Self.grammar([1...2, 2...3])
    let (a, b) = (try Expression(parsing: "x0 + 1"), try Expression(parsing: "x1*x0"))
    let point = ["x0": 1.3, "x1": 2.7]
    let (u, v) = (2.3, 2.7 * 1.3)
    let expected: [ExpressionGrammar.Arithmetic: Double] = [
      .multiply: u * v, .divide: u / v, .add: u + v, .subtract: u - v,
    ]
    for operation in grammar.binary {
      let arithmetic = try #require(operation.arithmetic)
      #expect(abs(operation.applied(to: a, b).value(at: point) - (expected[arithmetic] ?? 0)) < 1e-14)
    }
    let sum = try #require(grammar.binary.first { $0.arithmetic == .add })
    guard case .sum(let parts) = sum.applied(to: a, b) else {
      Issue.record("no sum")
      return
    }
    #expect(parts.count == 3)
    for operation in grammar.unary {
      let direct = operation.expression.value(at: ["x": u])
      #expect(operation.applied(to: a).value(at: point).isEqual(to: direct) || direct.isNaN)
    }
    #expect(ExpressionGrammar.Arithmetic.divide.isCommutative == false)
    #expect(ExpressionGrammar.Arithmetic.subtract.isSum && !ExpressionGrammar.Arithmetic.multiply.isSum)
  }

  /// Rarer functions are dearer, and nothing is for free.
  @Test func rareFunctionsAreDearer() throws {
    let grammar = try Self.grammar([1...2])
    let x = Expression.variable("x")
    func cost(_ expression: Expression) throws -> Int {
      let operation = grammar.unary.first { $0.expression == expression }
      return try #require(operation).cost
    }
    let costs = try [.power(x, 2), .exp(x), .sin(x), .tan(x)].map(cost)
    #expect(costs.min() == costs[0] && costs.max() == costs[3] && costs[3] > costs[2])
    #expect(try cost(.exp(-x)) == cost(.exp(x)) + 1)
    #expect(
      (grammar.unary + grammar.binary).allSatisfy { $0.cost >= 1 }
        && grammar.leaves.allSatisfy { $0.cost >= 1 })
  }

  @Test(arguments: [
    ("1 + x0", true), ("log(1 + x0)", true), ("2*x0", false), ("x0*sin(x0)", false), ("x0/(x1 - 3)", true),
  ])
  func seesAddedNumbers(text: String, adds: Bool) throws {
    #expect(try Expression(parsing: text).addsANumber == adds)
  }
}
