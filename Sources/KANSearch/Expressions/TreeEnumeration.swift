import KANFormula
import KANKernels
import KANNumerics
import KANSymbolic

/// The trees so far, by cost, and the keys of their values.
///
/// Most trees are equal to a cheaper one: a few rows show this, and only new trees are evaluated on all rows.
struct TreeEnumeration {
  private(set) var trees: [TreePool.Tree] = []
  /// The values of the trees, concatenated, and those on the sample.
  private(set) var block: [Double] = []
  private var samples: [Double] = []
  private(set) var evaluated = 0

  private var known: Set<UInt64> = []
  private var ofCost: [Int: [Int]] = [:]
  private let settings: TreePool.Settings
  private let rows: Int
  private let sampled: [Int]
  private let kernels = kan_select_columns(Int32(KAN_BEST)).pointee
  private let allows: (Expression) -> Bool
  /// Memory for one tree on all rows.
  private var scratch: [Double]

  /// The number of rows on which trees are compared: two different smooth functions of a few nodes do not agree on so many.
  static let sampleSize = 24
  /// The resolution of the comparison: rounding differences between equal trees are smaller.
  private static let resolution = 1e11
  /// Beyond these, powers of a column overflow.
  private static let sizes = 1e-150...1e150

  /// - Parameters:
  ///   - adopted: The maximum number of trees that will be adopted from others. Memory for them is reserved at once, since a
  ///     growing block is copied; unused pages take no memory.
  ///   - allows: Whether an expression may be a tree.
  init(
    rows: Int, settings: TreePool.Settings, adopted: Int = 0, allows: @escaping (Expression) -> Bool
  ) {
    self.rows = rows
    self.settings = settings
    self.allows = allows
    sampled = Array(0..<rows).evenlySpaced(atMost: Self.sampleSize)
    scratch = [Double](repeating: 0, count: rows)
    block.reserveCapacity(rows * (settings.trees + adopted))
    samples.reserveCapacity(sampled.count * (settings.trees + adopted))
  }

  var isFull: Bool { trees.count >= settings.trees || evaluated >= settings.evaluations }

  /// The cost, in half nats, beyond which all trees do not fit into memory for any table.
  private static let largestCost = 120
  /// Units of work: a function on a row of the sample with its share of the key; a function on every row.
  private static let (unitsOfALook, unitsOfATree) = (8, 8)

  /// Enumerates the trees of some leaves, the cheapest first, until there are enough or the budget ends.
  mutating func fill(
    with leaves: [ExpressionGrammar.Leaf], of grammar: ExpressionGrammar, budget: WorkBudget
  ) {
    for leaf in leaves { add(leaf) }
    let cheapest = (leaves.map(\.cost).min() ?? 1) + 1
    let programs = grammar.unary.map { try? CompiledExpression($0.expression, variables: ["x"]) }
    for cost in cheapest...Self.largestCost where !isFull && !budget.isExhausted {
      let before = (evaluated, trees.count)
      for (operation, program) in zip(grammar.unary, programs) {
        guard let program else { continue }
        apply(operation, program, cost: cost)
      }
      for operation in grammar.binary { combine(operation, cost: cost) }
      budget.spend(
        (evaluated - before.0) * Self.sampleSize * Self.unitsOfALook
          + (trees.count - before.1) * rows * Self.unitsOfATree)
    }
  }

  /// Adopts the trees of another enumeration on the same rows that it does not have.
  mutating func adopt(_ other: TreeEnumeration) {
    for (n, tree) in other.trees.enumerated() {
      guard let key = Self.key(sampled.map { other.block[n * rows + $0] }), known.insert(key).inserted else {
        continue
      }
      scratch = Array(other.block[n * rows..<(n + 1) * rows])
      keep(tree)
    }
  }

  /// Adds a column.
  mutating func add(_ leaf: ExpressionGrammar.Leaf) {
    evaluated += 1
    guard let key = Self.key(sampled.map { leaf.values[$0] }), known.insert(key).inserted,
      leaf.values.allSatisfy(\.isFinite), allows(leaf.expression)
    else { return }
    scratch = leaf.values
    keep(
      TreePool.Tree(expression: leaf.expression, cost: leaf.cost, isTerm: true, functions: [], depth: 0))
  }

  /// Applies a function to every tree for which the result has the given cost.
  mutating func apply(_ operation: ExpressionGrammar.Operation, _ program: CompiledExpression, cost: Int) {
    let size = sampled.count
    for n in ofCost[cost - operation.cost] ?? [] where !isFull {
      let tree = trees[n]
      let depth = tree.depth + (operation.functions.isEmpty ? 0 : 1)
      guard depth <= settings.depth, tree.functions.isDisjoint(with: operation.functions) else { continue }
      evaluated += 1
      let sample = program.values([Array(samples[n * size..<(n + 1) * size])])
      guard let key = Self.key(sample), known.insert(key).inserted else { continue }
      let expression = operation.applied(to: tree.expression)
      guard expression.complexity <= settings.complexity, allows(expression) else { continue }
      scratch = program.values([Array(block[n * rows..<(n + 1) * rows])])
      keep(
        TreePool.Tree(
          expression: expression, cost: cost, isTerm: true,
          functions: tree.functions.union(operation.functions), depth: depth))
    }
  }

  /// Combines every two trees for which the result has the given cost.
  mutating func combine(_ operation: ExpressionGrammar.Operation, cost: Int) {
    guard let arithmetic = operation.arithmetic, cost - operation.cost > 1 else { return }
    let parts = cost - operation.cost
    let size = sampled.count
    var sample = [Double](repeating: 0, count: size)
    for first in 1..<parts {
      if arithmetic.isCommutative, 2 * first > parts { break }
      guard let left = ofCost[first], let right = ofCost[parts - first] else { continue }
      for n in left {
        for m in right where !isFull {
          if arithmetic.isCommutative, 2 * first == parts, m < n { continue }
          evaluated += 1
          for s in 0..<size {
            let (u, v) = (samples[n * size + s], samples[m * size + s])
            sample[s] =
              switch arithmetic {
              case .multiply: u * v
              case .divide: u / v
              case .add: u + v
              case .subtract: u - v
              }
          }
          guard let key = Self.key(sample), known.insert(key).inserted else { continue }
          let (a, b) = (trees[n], trees[m])
          let expression = operation.applied(to: a.expression, b.expression)
          guard expression.complexity <= settings.complexity, allows(expression) else { continue }
          evaluate(arithmetic, n, m)
          keep(
            TreePool.Tree(
              expression: expression, cost: cost, isTerm: !arithmetic.isSum,
              functions: a.functions.union(b.functions), depth: max(a.depth, b.depth)))
        }
      }
    }
  }

  /// Combines two trees on all rows.
  private mutating func evaluate(_ arithmetic: ExpressionGrammar.Arithmetic, _ n: Int, _ m: Int) {
    scratch.withUnsafeMutableBufferPointer { out in
      block.withUnsafeBufferPointer { block in
        guard let y = out.baseAddress, let base = block.baseAddress else { return }
        let (u, v) = (base + n * rows, base + m * rows)
        switch arithmetic {
        case .multiply: kernels.multiply(rows, u, v, y)
        case .divide: kernels.divide(rows, u, v, y)
        case .add: kernels.add(rows, u, v, y)
        case .subtract: kernels.subtract(rows, u, v, y)
        }
      }
    }
  }

  /// Keeps the tree whose values are in the scratch memory, if they are finite.
  private mutating func keep(_ tree: TreePool.Tree) {
    guard scratch.allSatisfy(\.isFinite) else { return }
    ofCost[tree.cost, default: []].append(trees.count)
    trees.append(tree)
    block.append(contentsOf: scratch)
    for s in sampled { samples.append(scratch[s]) }
  }

  /// A key that is the same for columns that are equal up to a factor and rounding; `nil` if a value is not finite or too large.
  private static func key(_ sample: [Double]) -> UInt64? {
    var largest = 0.0
    for value in sample {
      guard value.isFinite else { return nil }
      if abs(value) > abs(largest) { largest = value }
    }
    guard sizes.contains(abs(largest)) else { return nil }
    let scale = resolution / largest
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in sample {
      // The finaliser of MurmurHash3 on every digit string: 64 bits suffice for a million trees.
      hash ^= UInt64(bitPattern: Int64((value * scale).rounded()))
      hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
      hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    }
    return hash
  }
}
