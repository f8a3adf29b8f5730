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
  private let rows: Int
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
  private let slopeOf: [Int?]
  /// Products of the core's columns with each other, by rows.
  private let products: [Double]

  /// The remainder of a unit column's square below which it counts as a combination of others.
  private static let leastRemainder = 1e-10

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

  // MARK: - One more term

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

  // MARK: - Two and more terms at once

  /// The best sums of two, three and four trees of the core.
  ///
  /// - Parameters:
  ///   - triples: The number of trees of which all triples are tried.
  ///   - quadruples: The same for quadruples.
  ///   - kept: The number of sums of each size.
  func subsets(triples: Int, quadruples: Int, kept: Int, of target: [Double], budget: WorkBudget) -> [[Int]] {
    let count = core.count
    let square = RowProducts.square(target)
    guard count > 1, square > 0, !budget.isExhausted else { return [] }
    let projections = withPointers { columns, _ in
      core.map { RowProducts.dot(columns + $0 * rows, target, rows) / square.squareRoot() }
    }
    guard let projections else { return [] }
    var subsets = BestSubsets(
      columns: core, products: { products[$0 * count + $1] }, projections: projections, residualSquare: 1)
    subsets.triples = triples
    subsets.quadruples = quadruples
    subsets.kept = kept
    subsets.smallest = Self.leastRemainder
    return subsets.best(budget).map(\.columns)
  }

  /// The best pairs of the core in addition to the terms of a sum.
  func pairs(beside sum: TermSum, kept: Int, budget: WorkBudget) -> [[Int]] {
    let count = core.count
    guard count > 1, sum.square > 0, !budget.isExhausted else { return [] }
    budget.spend(count * (rows + count) * (sum.span.count + 1))
    let known = withPointers { columns, _ in
      (
        core.flatMap { n in sum.span.map { RowProducts.dot(columns + n * rows, $0, rows) } },
        core.map { RowProducts.dot(columns + $0 * rows, sum.residual, rows) / sum.square.squareRoot() }
      )
    }
    guard let (shares, projections) = known else { return [] }
    let size = sum.span.count
    var subsets = shares.withUnsafeBufferPointer { shares in
      BestSubsets(
        columns: core,
        products: { i, j in
          var product = products[i * count + j]
          for m in 0..<size { product -= shares[i * size + m] * shares[j * size + m] }
          return product
        }, projections: projections, residualSquare: 1)
    }
    subsets.triples = count
    subsets.triesTriples = false
    subsets.kept = kept
    subsets.smallest = Self.leastRemainder
    return subsets.best(budget).map(\.columns)
  }

  /// The best sums of one tree with an inner constant and one or two trees of the core.
  ///
  /// The constant is evaluated only at its starts, where a sum that is exact elsewhere has residuals; so its slope is also projected out.
  ///
  /// - Parameters:
  ///   - size: The number of trees of the core that are tried.
  ///   - kept: The number of sums of each size that are returned.
  func sumsAroundConstants(core size: Int, kept: Int, of target: [Double], in context: SearchContext)
    -> [[Int]]
  {
    let core = Array(self.core.prefix(size))
    let stride = self.core.count
    let length = RowProducts.square(target).squareRoot()
    guard core.count > 2, length > 0, !context.budget.isExhausted else { return [] }
    let y = target.map { $0 / length }
    guard
      let projections = withPointers({ columns, _ in
        core.map { RowProducts.dot(columns + $0 * rows, y, rows) }
      })
    else { return [] }
    let free = entries.indices.filter { slopeOf[$0] != nil }
    let found = context.map(free) { n, own -> [(square: Double, entries: [Int])] in
      guard let slopePlace = slopeOf[n] else { return [] }
      own.budget.spend(2 * rows * core.count + 2 * core.count * core.count)
      return withPointers { columns, slopes in
        let (unit, slope) = (columns + self.place(n) * rows, slopes + slopePlace * rows)
        let a = core.map { RowProducts.dot(columns + $0 * rows, unit, rows) }
        let b = core.map { RowProducts.dot(columns + $0 * rows, slope, rows) }
        let (ya, yb) = (RowProducts.dot(unit, y, rows), RowProducts.dot(slope, y, rows))
        let square = 1 - ya * ya - yb * yb
        let rest = core.indices.map { projections[$0] - a[$0] * ya - b[$0] * yb }
        func product(_ i: Int, _ j: Int) -> Double { products[i * stride + j] - a[i] * a[j] - b[i] * b[j] }
        let singles = core.indices.filter { product($0, $0) > Self.leastRemainder }.map {
          (square: square - rest[$0] * rest[$0] / product($0, $0), entries: [core[$0], n])
        }.sorted { $0.square < $1.square }.prefix(Self.sumsOfAStart)
        var pairs = BestSubsets(
          columns: core, products: product, projections: rest, residualSquare: square)
        pairs.triples = core.count
        pairs.triesTriples = false
        pairs.kept = Self.sumsOfAStart
        pairs.smallest = Self.leastRemainder
        return singles + pairs.best(own.budget).map { ($0.residualSquare, $0.columns + [n]) }
      } ?? []
    }.flatMap { $0 }
    return [2, 3].flatMap { count -> [[Int]] in
      var seen: Set<[Int]> = []
      return found.filter { $0.entries.count == count }.sorted { $0.square < $1.square }.filter {
        // One start of a tree with the same others is enough.
        seen.insert($0.entries.dropLast() + [-1 - (entries[$0.entries[count - 1]].freeTree ?? 0)]).inserted
      }.prefix(kept).map(\.entries)
    }
  }

  /// The number of sums of each size that one start of a constant may propose.
  private static let sumsOfAStart = 3

  /// The position in the block of the column of an entry that is not left in the pool.
  private func place(_ n: Int) -> Int { n < pooled.lowerBound ? n : n - pooled.count }

  /// Calls `body` with the first column and the first slope; `nil` if there are no columns.
  private func withPointers<Result>(
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
