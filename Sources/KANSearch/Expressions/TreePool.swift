import KANFormula
import KANKernels
import KANSymbolic

/// Trees in the order of their cost, bottom-up, each with its values on the rows; of trees that are equal up to a factor the
/// cheapest alone is kept, so that x·y/y or √(x²) cost nothing more than their first look.
struct TreePool {
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

  private(set) var trees: [Tree] = []
  /// The values of every tree.
  private(set) var values: [[Double]] = []
  /// The trees that were evaluated, those that turned out equal to others included.
  private(set) var evaluated = 0

  /// The numbers that decide.
  struct Settings: Sendable {
    /// The most trees, and the most evaluations on the way there.
    var trees = 10_000
    var evaluations = 400_000
    /// Elementary functions inside each other.
    var depth = 2
    /// The most nodes as a reader counts them.
    var complexity = 15
  }

  /// Enumerates as many trees as the settings and the budget allow.
  init(_ grammar: ExpressionGrammar, settings: Settings = Settings(), budget: WorkBudget) {
    let rows = grammar.columns.first?.count ?? 0
    guard rows > 0 else { return }
    var enumeration = Enumeration(rows: rows, settings: settings, allows: grammar.allows)
    for leaf in grammar.leaves {
      enumeration.add(leaf.expression, leaf.values, cost: leaf.cost, isTerm: true, functions: [], depth: 0)
    }
    let cheapest = (grammar.leaves.map(\.cost).min() ?? 1) + 1
    let programs = grammar.unary.map { try? CompiledExpression($0.expression, variables: ["x"]) }
    // Costs are small numbers; long before this one there are too many trees.
    for cost in cheapest...Self.largestCost where !enumeration.isFull && !budget.isExhausted {
      let before = enumeration.evaluated
      for (operation, program) in zip(grammar.unary, programs) {
        guard let program else { continue }
        enumeration.apply(operation, program, cost: cost)
      }
      for operation in grammar.binary { enumeration.combine(operation, cost: cost) }
      budget.spend((enumeration.evaluated - before) * rows * Self.unitsOfATree)
    }
    trees = enumeration.trees
    values = enumeration.values
    evaluated = enumeration.evaluated
  }

  /// Half-nats beyond which no table has room for all trees.
  private static let largestCost = 120
  /// A function of a column, its scaling and its key.
  private static let unitsOfATree = 12
}

/// The trees so far, by cost, and the keys of their values.
private struct Enumeration {
  var trees: [TreePool.Tree] = []
  var values: [[Double]] = []
  var evaluated = 0
  private var known: Set<[Int64]> = []
  private var ofCost: [Int: [Int]] = [:]
  private let settings: TreePool.Settings
  private let sample: [Int]
  private let kernels = kan_select_columns(Int32(KAN_BEST)).pointee
  private let rows: Int

  private let allows: (Expression) -> Bool

  init(rows: Int, settings: TreePool.Settings, allows: @escaping (Expression) -> Bool) {
    self.allows = allows
    self.rows = rows
    self.settings = settings
    sample = Array(0..<rows).evenlySpaced(atMost: 24)
  }

  var isFull: Bool { trees.count >= settings.trees || evaluated >= settings.evaluations }

  mutating func apply(_ operation: ExpressionGrammar.Operation, _ program: CompiledExpression, cost: Int) {
    for n in ofCost[cost - operation.cost] ?? [] where !isFull {
      let tree = trees[n]
      let depth = tree.depth + (operation.functions.isEmpty ? 0 : 1)
      guard depth <= settings.depth, tree.functions.isDisjoint(with: operation.functions) else { continue }
      add(
        operation.applied(to: tree.expression), program.values([values[n]]), cost: cost, isTerm: true,
        functions: tree.functions.union(operation.functions), depth: depth)
    }
  }

  mutating func combine(_ operation: ExpressionGrammar.Operation, cost: Int) {
    let parts = cost - operation.cost
    guard parts > 1 else { return }
    for first in 1..<parts {
      if operation.isCommutative, 2 * first > parts { break }
      guard let left = ofCost[first], let right = ofCost[parts - first] else { continue }
      for n in left {
        for m in right where !isFull {
          if operation.isCommutative, 2 * first == parts, m < n { continue }
          let (a, b) = (trees[n], trees[m])
          add(
            operation.applied(to: a.expression, b.expression), combined(operation, n, m), cost: cost,
            isTerm: !operation.isSum, functions: a.functions.union(b.functions), depth: max(a.depth, b.depth))
        }
      }
    }
  }

  private func combined(_ operation: ExpressionGrammar.Operation, _ n: Int, _ m: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: rows) { output, count in
      count = rows
      guard let y = output.baseAddress else { return }
      values[n].withUnsafeBufferPointer { u in
        values[m].withUnsafeBufferPointer { v in
          guard let u = u.baseAddress, let v = v.baseAddress else { return }
          switch operation.expression {
          case .product(let parts) where parts[1] == .variable("y"): kernels.multiply(rows, u, v, y)
          case .product: kernels.divide(rows, u, v, y)
          case .sum(let parts) where parts[1] == .variable("y"): kernels.add(rows, u, v, y)
          default: kernels.subtract(rows, u, v, y)
          }
        }
      }
    }
  }

  /// Keeps a tree unless an equal one is known, it is not finite, or it is one number.
  mutating func add(
    _ expression: @autoclosure () -> Expression, _ column: [Double], cost: Int, isTerm: Bool,
    functions: Set<ElementaryFunction>, depth: Int
  ) {
    evaluated += 1
    guard let key = key(of: column), !known.contains(key) else { return }
    let tree = expression()
    guard tree.complexity <= settings.complexity, allows(tree) else { return }
    known.insert(key)
    ofCost[cost, default: []].append(trees.count)
    trees.append(
      TreePool.Tree(expression: tree, cost: cost, isTerm: isTerm, functions: functions, depth: depth))
    values.append(column)
  }

  /// What columns have in common that are equal up to a factor and rounding; `nil` where a value is not finite.
  private func key(of column: [Double]) -> [Int64]? {
    var largest = 0.0
    for value in column {
      guard value.isFinite else { return nil }
      if abs(value) > abs(largest) { largest = value }
    }
    guard abs(largest) > 1e-150, abs(largest) < 1e150 else { return nil }
    // Eleven digits: what rounding makes of equal trees is less.
    return sample.map { Int64((column[$0] / largest * 1e11).rounded()) }
  }
}
