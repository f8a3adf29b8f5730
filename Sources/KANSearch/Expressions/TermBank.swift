import KANFormula
import KANKernels
import KANSymbolic

/// All candidates for the next term of a sum of trees, as columns of unit length: the trees of a pool, trees with inner constants
/// at each of their starts, and terms of known laws.
struct TermBank: Sendable {
  /// A column and its meaning.
  struct Entry: Sendable {
    let expression: Expression
    let cost: Int
    /// The number of the tree with inner constants; `nil` if there are none.
    let freeTree: Int?
  }

  let entries: [Entry]
  /// The cheapest trees without inner constants, of which all pairs are tried.
  let core: [Int]
  let rows: Int
  private let weights: [Double]
  /// The entries after the core whose columns stay in the pool, since a second copy of them would be the largest block of a search; the
  /// tree of each, and one over the length of its weighted column.
  private let pooled: Range<Int>
  private let pool: TreePool
  private let treeOf: [Int]
  private let scaleOf: [Double]
  /// All other entries, column after column; and the derivatives of those with one inner constant, orthogonal to the entry and of unit
  /// length, zero if nothing is left.
  private let block: [Double]
  private let slopes: [Double]
  /// The index of the slope of each entry.
  let slopeOf: [Int?]
  /// Products of the core's columns with each other, by rows.
  let products: [Double]

  /// The remainder of a unit column's square below which it counts as a combination of others.
  static let leastRemainder = 1e-10

  /// - Parameters:
  ///   - weights: The weights of the rows.
  ///   - known: Terms of laws so far.
  ///   - core: The size of the core.
  init(
    _ grammar: ExpressionGrammar, _ pool: TreePool, _ freeTrees: [FreeTree], known: [TermSum.Term],
    weights: [Double], core size: Int, budget: WorkBudget
  ) {
    let rows = weights.count
    var entries: [Entry] = []
    var block: [Double] = []
    var slopes: [Double] = []
    var slopeOf: [Int?] = []
    let starts = freeTrees.reduce(0) { $0 + $1.starts.count }
    block.reserveCapacity((size + starts + known.count) * rows)
    slopes.reserveCapacity(freeTrees.reduce(0) { $0 + ($1.hasOneConstant ? $1.starts.count : 0) } * rows)
    /// The weighted column and its length, unless it is not finite or zero.
    func weighted(_ values: [Double]) -> (column: [Double], length: Double)? {
      let column = zip(values, weights).map { $0 * $1 }
      let length = RowProducts.square(column).squareRoot()
      return length.isFinite && length > 0 ? (column, length) : nil
    }
    /// Appends a column of unit length, unless it is not finite or zero.
    func append(_ values: [Double], _ entry: @autoclosure () -> Entry) -> Bool {
      guard let (column, length) = weighted(values) else { return false }
      for value in column { block.append(value / length) }
      entries.append(entry())
      slopeOf.append(nil)
      return true
    }
    var (treeOf, scaleOf): ([Int], [Double]) = ([], [])
    for (n, tree) in pool.trees.enumerated() where tree.isTerm {
      let entry = Entry(expression: tree.expression, cost: tree.cost, freeTree: nil)
      if entries.count < size {
        _ = append(pool.values(n), entry)
      } else if let (_, length) = weighted(pool.values(n)) {
        entries.append(entry)
        slopeOf.append(nil)
        treeOf.append(n)
        scaleOf.append(1 / length)
      }
    }
    core = Array(entries.indices.prefix(size))
    pooled = core.count..<entries.count
    budget.spend(3 * rows * entries.count)
    let ofLaws = known.filter { !$0.expression.freeConstants.isEmpty }.map {
      FreeTree(expression: $0.expression, starts: [$0.expression.freeConstants], cost: $0.cost)
    }
    for (n, tree) in (freeTrees + ofLaws).enumerated() where !budget.isExhausted {
      guard let program = try? CompiledExpression(tree.expression, variables: grammar.names) else {
        continue
      }
      budget.spend(3 * tree.starts.count * (tree.expression.complexity + 2) * rows)
      for start in tree.starts {
        let (values, jacobian) = program.valuesAndConstantDerivatives(grammar.columns, constants: start)
        let isTaken = append(
          values,
          Entry(
            expression: tree.expression.replacingFreeConstants(with: start), cost: tree.cost, freeTree: n))
        guard isTaken, jacobian.count == 1,
          let slope = Self.slope(jacobian[0], weights, beside: Array(block.suffix(rows)))
        else { continue }
        slopeOf[entries.count - 1] = slopes.count / rows
        slopes += slope
      }
    }
    for term in known where term.expression.freeConstants.isEmpty {
      guard let program = try? CompiledExpression(term.expression, variables: grammar.names) else { continue }
      _ = append(
        program.values(grammar.columns), Entry(expression: term.expression, cost: term.cost, freeTree: nil))
    }
    self.entries = entries
    self.weights = weights
    (self.pool, self.treeOf, self.scaleOf) = (pool, treeOf, scaleOf)
    self.block = block
    self.slopes = slopes
    self.slopeOf = slopeOf
    self.rows = rows
    let count = core.count
    budget.spend(rows * count * count / 2)
    products = block.withUnsafeBufferPointer { block in
      var products = [Double](repeating: 0, count: count * count)
      guard let base = block.baseAddress else { return products }
      for i in 0..<count {
        for j in i..<count {
          products[i * count + j] = RowProducts.dot(base + i * rows, base + j * rows, rows)
        }
      }
      return products
    }
  }

  /// A weighted derivative, orthogonal to a unit column and of unit length; `nil` if nothing of it is left.
  private static func slope(_ derivative: [Double], _ weights: [Double], beside unit: [Double]) -> [Double]? {
    let weighted = zip(derivative, weights).map { $0.isFinite ? $0 * $1 : 0 }
    let length = RowProducts.square(weighted).squareRoot()
    let (rest, _) = OrthogonalFit.remainder(of: weighted, beside: [unit])
    let remainder = RowProducts.square(rest).squareRoot()
    guard remainder.isFinite, remainder > 1e-7 * length, remainder > 0 else { return nil }
    return rest.map { $0 / remainder }
  }

  /// The decrease of a sum's squared residual by every entry; the inner constant of an entry may change to first order (a
  /// Gauss-Newton step), so that a start need not be near.
  func gains(beside sum: TermSum, budget: WorkBudget) -> [Double] {
    budget.spend((entries.count + slopes.count / max(1, rows)) * rows * (sum.span.count + 1))
    func weighted(_ vector: [Double]) -> [Double] { zip(vector, weights).map { $0 * $1 } }
    // Columns in the pool are not weighted; the vectors by which they are multiplied are weighted instead.
    let (weightedSpan, weightedResidual) = (sum.span.map(weighted), weighted(sum.residual))
    return withPointers { columns, slopes in
      var gains = [Double](repeating: 0, count: entries.count)
      var shares = [Double](repeating: 0, count: sum.span.count)
      /// The product of an entry's unit column with the residual, and the part of its square that is orthogonal to the span; leaves the
      /// products with the span in `shares`.
      func projection(
        _ column: UnsafePointer<Double>, _ scale: Double, _ span: [[Double]], _ residual: [Double]
      ) -> (p: Double, own: Double)? {
        var own = 1.0
        for (m, vector) in span.enumerated() {
          shares[m] = scale * RowProducts.dot(column, vector, rows)
          own -= shares[m] * shares[m]
        }
        return own > Self.leastRemainder ? (scale * RowProducts.dot(column, residual, rows), own) : nil
      }
      pool.withValues { values in
        for (n, (tree, scale)) in zip(pooled, zip(treeOf, scaleOf)) {
          guard let (p, own) = projection(values + tree * rows, scale, weightedSpan, weightedResidual) else {
            continue
          }
          gains[n] = p * p / own
        }
      }
      for n in entries.indices where !pooled.contains(n) {
        guard let (p, own) = projection(columns + place(n) * rows, 1, sum.span, sum.residual) else {
          continue
        }
        gains[n] = p * p / own
        guard let slope = slopeOf[n].map({ slopes + $0 * rows }) else { continue }
        var (other, mixed) = (1.0, 0.0)
        for (m, vector) in sum.span.enumerated() {
          let share = RowProducts.dot(slope, vector, rows)
          other -= share * share
          mixed -= share * shares[m]
        }
        // The part that the slope explains in addition to the column.
        let rest = other - mixed * mixed / own
        guard rest > Self.leastRemainder else { continue }
        let q = RowProducts.dot(slope, sum.residual, rows) - mixed / own * p
        gains[n] += q * q / rest
      }
      return gains
    } ?? []
  }

  /// The position in the block of the column of an entry that is not left in the pool.
  func place(_ n: Int) -> Int { n < pooled.lowerBound ? n : n - pooled.count }

  /// Calls `body` with the first column and the first slope; `nil` if there are no columns.
  func withPointers<Result>(
    _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Result
  ) -> Result? {
    block.withUnsafeBufferPointer { block in
      slopes.withUnsafeBufferPointer { slopes in
        // Missing slopes are never read.
        block.baseAddress.map { body($0, slopes.baseAddress ?? $0) }
      }
    }
  }
}
