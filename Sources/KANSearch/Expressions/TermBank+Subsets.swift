import KANKernels
import KANSymbolic

/// Two and more terms at once: trees of the core, and trees with inner constants beside them.
extension TermBank {
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
}
