import KANFormula
import KANKernels
import KANSymbolic

/// Trees in the order of their cost, bottom-up, each with its values on the rows; of trees that are equal up to a factor only the
/// cheapest is kept, so that x·y/y or √(x²) cost only one comparison.
struct TreePool: Sendable {
  /// A tree from which others may be built.
  struct Tree: Sendable {
    let expression: Expression
    let cost: Int
    /// Whether it can be a term of a sum.
    let isTerm: Bool
    /// The elementary functions in it.
    let functions: Set<ElementaryFunction>
    /// The nesting depth of elementary functions.
    let depth: Int
  }

  let trees: [Tree]
  /// The number of trees that were examined, including those equal to others.
  let evaluated: Int
  /// The number of rows on which trees have values.
  let rowCount: Int
  /// The values of all trees, concatenated.
  private let block: [Double]

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The maximum number of trees, and the maximum number examined.
    var trees = 6_000
    /// The maximum number of trees of each single column.
    var treesOfOneColumn = 2_000
    /// The maximum total number of trees of single columns: a wide table would need gigabytes for their values.
    var treesOfSingleColumns = 16_000
    var evaluations = 400_000
    /// The maximum nesting depth of elementary functions.
    var depth = 2
    /// The maximum number of nodes as a reader counts them.
    var complexity = 15
  }

  /// Enumerates as many trees as the settings and the budget allow: of all columns together, then of every single column, for which
  /// the same number of trees goes deeper.
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

  /// Calls `body` with the values of the first tree, followed by those of the others; not if there are none.
  func withValues(_ body: (UnsafePointer<Double>) -> Void) {
    block.withUnsafeBufferPointer { block in block.baseAddress.map(body) }
  }
}
