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

  /// What a further term adds to the description of a sum: its cost and its constants, the coefficient included; and the number of the
  /// tree with inner constants, `nil` if there are none. Reading an expression for every entry and sum would take longer than
  /// the sums themselves.
  struct Price: Sendable {
    let cost: Int
    let constants: Int
    let freeTree: Int?
  }

  let entries: [Entry]
  /// One for each entry.
  let prices: [Price]
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
    prices = entries.map { entry in
      Price(
        cost: entry.cost,
        constants: entry.freeTree == nil ? 1 : entry.expression.freeConstants.count + 1,
        freeTree: entry.freeTree)
    }
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
    let vectors = sum.span + [sum.residual]
    let (all, allWeighted) = (vectors.flatMap { $0 }, vectors.flatMap(weighted))
    var gains = [Double](repeating: 0, count: entries.count)
    withPointers { columns, slopes in
      all.withUnsafeBufferPointer { all in
        allWeighted.withUnsafeBufferPointer { allWeighted in
          guard let plain = all.baseAddress, let weighted = allWeighted.baseAddress else { return }
          var products = Products(rows: rows, count: sum.span.count)
          pool.withValues { values in
            for (n, (tree, scale)) in zip(pooled, zip(treeOf, scaleOf)) {
              gains[n] = products.gain(of: values + tree * rows, scale, beside: weighted) ?? 0
            }
          }
          for n in entries.indices where !pooled.contains(n) {
            guard let gain = products.gain(of: columns + place(n) * rows, 1, beside: plain) else { continue }
            gains[n] = gain
            if let slope = slopeOf[n] {
              gains[n] += products.gain(ofSlope: slopes + slope * rows, beside: plain)
            }
          }
        }
      }
    }
    return gains
  }

  /// The products of one column after another with orthonormal vectors and a residual.
  private struct Products {
    let rows: Int
    /// The number of orthonormal vectors; the residual follows them.
    let count: Int
    /// The products of the last column with the vectors and with the residual, and the part of its square that is orthogonal to them.
    private var shares: [Double]
    private var (p, own) = (0.0, 1.0)

    init(rows: Int, count: Int) {
      (self.rows, self.count) = (rows, count)
      shares = [Double](repeating: 0, count: count)
    }

    /// The decrease of the residual's square by a column times a factor, of unit length; `nil` if the column depends on the vectors.
    mutating func gain(
      of column: UnsafePointer<Double>, _ scale: Double, beside vectors: UnsafePointer<Double>
    ) -> Double? {
      own = 1
      for m in 0..<count {
        shares[m] = scale * RowProducts.dot(column, vectors + m * rows, rows)
        own -= shares[m] * shares[m]
      }
      guard own > TermBank.leastRemainder else { return nil }
      p = scale * RowProducts.dot(column, vectors + count * rows, rows)
      return p * p / own
    }

    /// What the slope of the last column explains in addition to it.
    func gain(ofSlope slope: UnsafePointer<Double>, beside vectors: UnsafePointer<Double>) -> Double {
      var (other, mixed) = (1.0, 0.0)
      for m in 0..<count {
        let share = RowProducts.dot(slope, vectors + m * rows, rows)
        other -= share * share
        mixed -= share * shares[m]
      }
      let rest = other - mixed * mixed / own
      guard rest > TermBank.leastRemainder else { return 0 }
      let q = RowProducts.dot(slope, vectors + count * rows, rows) - mixed / own * p
      return q * q / rest
    }
  }

  /// The position in the block of the column of an entry that is not left in the pool.
  func place(_ n: Int) -> Int { n < pooled.lowerBound ? n : n - pooled.count }

  /// Calls `body` with the first column and the first slope; `nil` if there are no columns.
  @discardableResult
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
