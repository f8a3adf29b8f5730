import KANFormula
import KANKernels
import KANSymbolic

/// Trees in the order of their cost, bottom-up, each with its values on the rows; of trees that are equal up to a factor the
/// cheapest alone is kept, so that x·y/y or √(x²) cost nothing more than their first look.
struct TreePool: Sendable {
  /// A tree that others may be made of.
  struct Tree: Sendable {
    let expression: Expression
    let cost: Int
    /// Whether it can stand in a sum beside others.
    let isTerm: Bool
    /// The elementary functions in it.
    let functions: Set<ElementaryFunction>
    /// How many elementary functions stand inside each other.
    let depth: Int
  }

  let trees: [Tree]
  /// The trees that were looked at, those that turned out equal to others included.
  let evaluated: Int
  private let rows: Int
  /// The values of every tree, one after the other.
  private let block: [Double]

  /// The numbers that decide.
  struct Settings: Sendable {
    /// The most trees, and the most that are looked at on the way there.
    var trees = 6_000
    var evaluations = 400_000
    /// Elementary functions inside each other.
    var depth = 2
    /// The most nodes as a reader counts them.
    var complexity = 15
  }

  /// Enumerates as many trees as the settings and the budget allow.
  init(_ grammar: ExpressionGrammar, settings: Settings = Settings(), budget: WorkBudget) {
    rows = grammar.columns.first?.count ?? 0
    var enumeration = TreeEnumeration(rows: rows, settings: settings, allows: grammar.allows)
    if rows > 0 {
      for leaf in grammar.leaves { enumeration.add(leaf) }
      let cheapest = (grammar.leaves.map(\.cost).min() ?? 1) + 1
      let programs = grammar.unary.map { try? CompiledExpression($0.expression, variables: ["x"]) }
      // Costs are small numbers; long before the largest there are too many trees.
      for cost in cheapest...Self.largestCost where !enumeration.isFull && !budget.isExhausted {
        let before = (enumeration.evaluated, enumeration.trees.count)
        for (operation, program) in zip(grammar.unary, programs) {
          guard let program else { continue }
          enumeration.apply(operation, program, cost: cost)
        }
        for operation in grammar.binary { enumeration.combine(operation, cost: cost) }
        budget.spend(
          (enumeration.evaluated - before.0) * TreeEnumeration.sampleSize * Self.unitsOfALook
            + (enumeration.trees.count - before.1) * rows * Self.unitsOfATree)
      }
    }
    trees = enumeration.trees
    block = enumeration.block
    evaluated = enumeration.evaluated
  }

  /// The values of a tree.
  func values(_ n: Int) -> [Double] { Array(block[n * rows..<(n + 1) * rows]) }

  /// Half-nats beyond which no table has room for all trees.
  private static let largestCost = 120
  /// A function on a row of the sample with its share of the key; a function on every row.
  private static let (unitsOfALook, unitsOfATree) = (8, 8)
}
