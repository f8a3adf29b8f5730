import KANFormula
import KANKernels
import KANSymbolic

/// Everything that a sum of trees may take as its next term: the trees of a pool, and trees with constants inside at each of their
/// starts, as columns of unit length in one block.
struct TermBank: Sendable {
  /// A column and what it stands for.
  struct Entry: Sendable {
    let expression: Expression
    let cost: Int
    /// The number of the tree with constants inside; `nil` where there are none.
    let freeTree: Int?
  }

  let entries: [Entry]
  /// Column after column.
  private let block: [Double]
  private let rows: Int
  /// By entry: how the unit column changes with the one constant inside, orthogonal to it and of unit length; `nil` where there
  /// is no constant, or more than one.
  private let slopes: [[Double]?]

  /// - Parameters:
  ///   - weights: Of the rows, as the target has them.
  init(
    _ grammar: ExpressionGrammar, _ pool: TreePool, _ freeTrees: [FreeTree], weights: [Double],
    budget: WorkBudget
  ) {
    let rows = weights.count
    var entries: [Entry] = []
    var block: [Double] = []
    var slopes: [[Double]?] = []
    block.reserveCapacity((pool.trees.count + 8 * freeTrees.count) * rows)
    func append(_ values: [Double], _ entry: @autoclosure () -> Entry) {
      var square = 0.0
      for s in 0..<rows { square += values[s] * weights[s] * values[s] * weights[s] }
      let length = square.squareRoot()
      guard length.isFinite, length > 0 else { return }
      for s in 0..<rows { block.append(values[s] * weights[s] / length) }
      entries.append(entry())
      slopes.append(nil)
    }
    for (tree, values) in zip(pool.trees, pool.values) where tree.isTerm {
      append(values, Entry(expression: tree.expression, cost: tree.cost, freeTree: nil))
    }
    for (n, tree) in freeTrees.enumerated() where !budget.isExhausted {
      guard let compiled = try? CompiledExpression(tree.expression, variables: grammar.names) else {
        continue
      }
      budget.spend(3 * tree.starts.count * tree.expression.complexity * rows)
      for start in tree.starts {
        let count = entries.count
        let (values, jacobian) = compiled.valuesAndConstantDerivatives(grammar.columns, constants: start)
        append(
          values,
          Entry(
            expression: tree.expression.replacingFreeConstants(with: start), cost: tree.cost, freeTree: n))
        guard entries.count > count, jacobian.count == 1 else { continue }
        slopes[count] = Self.slope(jacobian[0], weights, beside: block.suffix(rows))
      }
    }
    self.entries = entries
    self.block = block
    self.rows = rows
    self.slopes = slopes
  }

  /// A weighted derivative without its share of a unit column, of unit length; `nil` where nothing of it is left.
  private static func slope(
    _ derivative: [Double], _ weights: [Double], beside unit: ArraySlice<Double>
  ) -> [Double]? {
    var slope = zip(derivative, weights).map { $0 * $1 }
    let p = zip(slope, unit).reduce(0) { $0 + $1.0 * $1.1 }
    slope = zip(slope, unit).map { $0 - p * $1 }
    let length = slope.sumOfSquares.squareRoot()
    guard length.isFinite, length > leastRemainder * abs(p), length > 0 else { return nil }
    return slope.map { $0 / length }
  }

  /// What is left of a unit column's square when it is all but a combination of others.
  private static let leastRemainder = 1e-9

  /// The best sums of two, three and four of the cheapest trees without constants inside, by trying all of them.
  ///
  /// - Parameters:
  ///   - triples: The number of trees of which all pairs and triples are tried.
  ///   - quadruples: The same of quadruples.
  ///   - target: Weighted.
  func subsets(
    triples: Int, quadruples: Int, kept: Int, of target: [Double], budget: WorkBudget
  ) -> [[Entry]] {
    let core = Array(entries.indices.filter { entries[$0].freeTree == nil }.prefix(triples))
    guard core.count > 1, let dot = kan_select_f64(Int32(KAN_BEST)).pointee.dot, !budget.isExhausted else {
      return []
    }
    budget.spend(rows * core.count * core.count / 2)
    let square = target.sumOfSquares
    let found = block.withUnsafeBufferPointer { block -> [BestSubsets.Choice] in
      target.withUnsafeBufferPointer { target in
        guard let base = block.baseAddress, let y = target.baseAddress else { return [] }
        var subsets = BestSubsets(
          columns: core, products: { dot(rows, base + core[$0] * rows, base + core[$1] * rows) },
          projections: core.map { dot(rows, base + $0 * rows, y) / square.squareRoot() }, residualSquare: 1)
        subsets.triples = triples
        subsets.quadruples = quadruples
        subsets.kept = kept
        return subsets.best(budget)
      }
    }
    return found.map { $0.columns.map { entries[$0] } }
  }

  /// The best sums of one tree with a constant inside and one or two of the cheapest trees without.
  ///
  /// The constant stands at its starts only, and a sum that is exact elsewhere leaves something there; so the derivative by the
  /// constant is taken out as well, which moves it to first order (the step of Gauss and Newton).
  ///
  /// - Parameters:
  ///   - size: The number of trees without constants that are tried.
  ///   - kept: The number of sums of each size that are returned.
  ///   - target: Weighted.
  func subsetsAroundConstants(
    core size: Int, kept: Int, of target: [Double], in context: SearchContext
  ) -> [[Entry]] {
    let core = Array(entries.indices.filter { entries[$0].freeTree == nil }.prefix(size))
    let length = target.sumOfSquares.squareRoot()
    guard core.count > 2, length > 0, !context.budget.isExhausted else { return [] }
    let y = target.map { $0 / length }
    let units = core.map { n in Array(block[n * rows..<(n + 1) * rows]) }
    let products = units.map { a in units.map { Self.dot(a, $0) } }
    let projections = units.map { Self.dot($0, y) }
    context.budget.spend(rows * core.count * core.count)
    let free = entries.indices.filter { slopes[$0] != nil }
    let found = context.map(free) { n, own -> [(square: Double, entries: [Int])] in
      guard let slope = slopes[n] else { return [] }
      own.budget.spend(2 * rows * core.count + core.count * core.count)
      let unit = Array(block[n * rows..<(n + 1) * rows])
      let (a, b) = (units.map { Self.dot($0, unit) }, units.map { Self.dot($0, slope) })
      let (ya, yb) = (Self.dot(y, unit), Self.dot(y, slope))
      let square = 1 - ya * ya - yb * yb
      let rest = core.indices.map { projections[$0] - a[$0] * ya - b[$0] * yb }
      func product(_ i: Int, _ j: Int) -> Double { products[i][j] - a[i] * a[j] - b[i] * b[j] }
      let singles = core.indices.filter { product($0, $0) > Self.leastRemainder }.map {
        (square: square - rest[$0] * rest[$0] / product($0, $0), entries: [core[$0], n])
      }.sorted { $0.square < $1.square }.prefix(Self.subsetsOfAStart)
      var pairs = BestSubsets(
        columns: core, products: product, projections: rest, residualSquare: square)
      pairs.triples = core.count
      pairs.triesTriples = false
      pairs.kept = Self.subsetsOfAStart
      return singles + pairs.best(own.budget).map { ($0.residualSquare, $0.columns + [n]) }
    }.flatMap { $0 }
    return [2, 3].flatMap { count -> [[Entry]] in
      var seen: Set<[Int]> = []
      return found.filter { $0.entries.count == count }.sorted { $0.square < $1.square }.filter {
        // One start of a tree beside the same others is enough.
        seen.insert($0.entries.dropLast() + [-1 - (entries[$0.entries[count - 1]].freeTree ?? 0)]).inserted
      }.prefix(kept).map { $0.entries.map { entries[$0] } }
    }
  }

  /// The sums of each size that one start of a constant may propose.
  private static let subsetsOfAStart = 3

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let u = a.baseAddress, let v = b.baseAddress,
          let dot = kan_select_f64(Int32(KAN_BEST)).pointee.dot
        else { return 0 }
        return dot(min(a.count, b.count), u, v)
      }
    }
  }

  /// By how much every column would lower the square of a residual.
  ///
  /// - Parameters:
  ///   - residual: What a sum leaves, weighted.
  ///   - basis: Orthonormal vectors that span the sum's terms.
  func gains(residual: [Double], basis: [[Double]], budget: WorkBudget) -> [Double] {
    budget.spend(entries.count * rows * (basis.count + 1))
    let dot = kan_select_f64(Int32(KAN_BEST)).pointee.dot
    return block.withUnsafeBufferPointer { block in
      ([residual] + basis).withUnsafePointers { vectors in
        (0..<entries.count).map { n in
          guard let column = block.baseAddress.map({ $0 + n * rows }), let dot else { return 0 }
          var remainder = 1.0
          for vector in vectors.dropFirst() {
            let p = dot(rows, column, vector)
            remainder -= p * p
          }
          guard remainder > Self.leastRemainder else { return 0 }
          let p = dot(rows, column, vectors[0])
          return p * p / remainder
        }
      }
    }
  }
}

extension [[Double]] {
  /// Calls `body` with one pointer a column, valid during the call.
  fileprivate func withUnsafePointers<Result>(_ body: ([UnsafePointer<Double>]) -> Result) -> Result {
    func nest(_ i: Int, _ pointers: [UnsafePointer<Double>]) -> Result {
      if i == count { return body(pointers) }
      return self[i].withUnsafeBufferPointer { buffer in
        nest(i + 1, buffer.baseAddress.map { pointers + [$0] } ?? pointers)
      }
    }
    return nest(0, [])
  }
}
