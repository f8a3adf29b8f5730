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

  /// - Parameters:
  ///   - weights: Of the rows, as the target has them.
  init(
    _ grammar: ExpressionGrammar, _ pool: TreePool, _ freeTrees: [FreeTree], weights: [Double],
    budget: WorkBudget
  ) {
    let rows = weights.count
    var entries: [Entry] = []
    var block: [Double] = []
    block.reserveCapacity((pool.trees.count + 8 * freeTrees.count) * rows)
    func append(_ values: [Double], _ entry: @autoclosure () -> Entry) {
      var square = 0.0
      for s in 0..<rows { square += values[s] * weights[s] * values[s] * weights[s] }
      let length = square.squareRoot()
      guard length.isFinite, length > 0 else { return }
      for s in 0..<rows { block.append(values[s] * weights[s] / length) }
      entries.append(entry())
    }
    for (tree, values) in zip(pool.trees, pool.values) where tree.isTerm {
      append(values, Entry(expression: tree.expression, cost: tree.cost, freeTree: nil))
    }
    for (n, tree) in freeTrees.enumerated() where !budget.isExhausted {
      guard let compiled = try? CompiledExpression(tree.expression, variables: grammar.names) else {
        continue
      }
      budget.spend(tree.starts.count * tree.expression.complexity * rows)
      for start in tree.starts {
        append(
          compiled.values(grammar.columns, constants: start),
          Entry(
            expression: tree.expression.replacingFreeConstants(with: start), cost: tree.cost, freeTree: n))
      }
    }
    self.entries = entries
    self.block = block
    self.rows = rows
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
