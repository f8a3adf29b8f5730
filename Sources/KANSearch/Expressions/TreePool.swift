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
  /// The number of rows that trees have values on.
  let rowCount: Int
  /// The values of every tree, one after the other.
  private let block: [Double]

  /// The numbers that decide.
  struct Settings: Sendable {
    /// The most trees, and the most that are looked at on the way there.
    var trees = 6_000
    /// The most trees of each column by itself.
    var treesOfOneColumn = 2_000
    /// The most trees of single columns together: a wide table would need gigabytes for their values.
    var treesOfSingleColumns = 16_000
    var evaluations = 400_000
    /// Elementary functions inside each other.
    var depth = 2
    /// The most nodes as a reader counts them.
    var complexity = 15
  }

  /// Enumerates as many trees as the settings and the budget allow: of all columns together, then of every column by itself, where the
  /// same number of trees reaches further.
  init(_ grammar: ExpressionGrammar, settings: Settings = Settings(), budget: WorkBudget) {
    let rows = grammar.columns.first?.count ?? 0
    rowCount = rows
    let columns = grammar.names.count
    let own = min(settings.treesOfOneColumn, settings.treesOfSingleColumns / max(1, columns))
    var enumeration = TreeEnumeration(
      rows: rows, settings: settings, adopted: columns > 1 ? columns * own : 0,
      allows: grammar.allows)
    var evaluated = 0
    if rows > 0 {
      enumeration.fill(with: grammar.leaves, of: grammar, budget: budget)
      evaluated = enumeration.evaluated
      for name in grammar.names where columns > 1 {
        var settings = settings
        settings.trees = own
        var single = TreeEnumeration(rows: rows, settings: settings, allows: grammar.allows)
        single.fill(
          with: grammar.leaves.filter { Set($0.expression.variables).isSubset(of: [name]) }, of: grammar,
          budget: budget)
        evaluated += single.evaluated
        enumeration.adopt(single)
      }
    }
    trees = enumeration.trees
    block = enumeration.block
    self.evaluated = evaluated
  }

  /// The values of a tree.
  func values(_ n: Int) -> [Double] { Array(block[n * rowCount..<(n + 1) * rowCount]) }

  /// The values of a tree on some of the rows.
  func values(_ n: Int, rows few: [Int]) -> [Double] { few.map { block[n * rowCount + $0] } }

  /// Calls `body` with the values of the first tree, those of the others behind them; not where there is none.
  func withValues(_ body: (UnsafePointer<Double>) -> Void) {
    block.withUnsafeBufferPointer { block in block.baseAddress.map(body) }
  }
}
