import KANFitting
import KANSymbolic

/// Selects the few columns out of many whose combination gives a target.
///
/// Orthogonal least squares (Chen, Billings & Luo 1989): of all columns, orthogonalised to those already taken, the one with the
/// smallest residual is added; several beginnings are followed in parallel, since the first column is often a compromise between
/// the true ones, and the best pairs, triples and quadruples of the cheapest columns are included (`BestSubsets`). Finally
/// superfluous columns are removed.
struct SubsetSelection {
  /// Columns with their coefficients.
  struct Choice: Sendable {
    var columns: [Int]
    var coefficients: [Double]
    /// √(residual sum of squares) over that of the target.
    var residual: Double
  }

  /// The number of columns.
  let count: Int
  /// A column, of the target's length. It is requested once, and again when its coefficient is fitted, so it need not be stored.
  private let column: (Int) -> [Double]
  let target: [Double]
  /// The budget: about one unit per row for every product of two columns.
  let budget: WorkBudget
  /// The columns of which all small combinations are tried, cheapest first.
  var core: [Int] = []
  /// Whether quadruples of the core are also tried.
  var triesQuadruples = true
  /// Columns that belong to every combination.
  var required: [Int] = []
  /// The number of beginnings, and the affordable number of columns times beginnings.
  private static let (beam, columnsOfBeam) = (12...100, 80_000)
  /// The number of free columns from which the number of beginnings is reduced at every step, and its minimum.
  private static let (narrowing, leastBeam) = (4, 2)
  /// The factors above the tolerance of exactness that are allowed for a fit with all digits, and for one with a column fewer.
  private static let (slack, slackOfPruning) = (10.0, 3.0)
  /// The number of beginnings that are followed; the fewer columns, the more are affordable.
  private var beamWidth: Int {
    max(Self.beam.lowerBound, min(Self.beam.upperBound, Self.columnsOfBeam / max(1, count)))
  }
  /// The largest number of columns.
  var maximumColumns = 8
  /// The relative residual at which a combination counts as exact.
  var tolerance = 1e-11
  /// The number of choices of each size that are returned: under noise many are nearly as good, and the simplest is preferred.
  var choicesOfASize = 1

  /// A selection of given columns.
  init(columns: [[Double]], target: [Double], budget: WorkBudget) {
    self.init(count: columns.count, target: target, budget: budget) { columns[$0] }
  }

  /// A selection of columns that are computed on demand.
  init(count: Int, target: [Double], budget: WorkBudget, column: @escaping (Int) -> [Double]) {
    (self.count, self.column) = (count, column)
    (self.target, self.budget) = (target, budget)
  }

  /// The best choices of each size, smallest first; ends with the first exact one, without superfluous columns.
  func run() -> [Choice] { prepared(search) }

  /// The exact choice of one column, or of a few of the core; empty if there is none.
  func smallest() -> [Choice] {
    prepared { block, start in
      let single = (0..<count).filter { start.remaining[$0] > UnitColumns.leastRemainder }.min {
        block.left(start, $0) < block.left(start, $1)
      }
      if let single, block.left(start, single) < Self.nearlyNothing,
        let choice = fitted(required + [single]),
        choice.residual < tolerance
      {
        return [choice]
      }
      let seeds = smallSubsets(start, block, below: Self.nearlyNothing)
      return exact(among: seeds).map { [pruned($0)] } ?? []
    }
  }

  /// The choices that become laws under noise, where more terms always fit better: those of the shortest description.
  ///
  /// The price of the terms is that of selecting them or that of writing them down, whichever is larger.
  ///
  /// - Parameters:
  ///   - count: The number of terms in the library.
  ///   - structure: The price of the form of a choice, in nats.
  func worthwhile(
    _ choices: [Choice], of count: Int, limit: Int, structure: (Choice) -> Double
  ) -> [Choice] {
    let described = choices.map { choice in
      let length = DescriptionLength(
        choosing: choice.columns.count, of: count, relativeResidual: choice.residual,
        rows: target.count)
      return (choice, length.total + max(0, structure(choice) - length.structure))
    }
    return described.sorted { $0.1 < $1.1 }.prefix(limit).map(\.0)
  }

  /// Runs a search on the columns at unit length, starting from the required ones.
  private func prepared(_ body: (UnitColumns, UnitColumns.Path) -> [Choice]) -> [Choice] {
    let rows = target.count
    let norm = RowProducts.square(target).squareRoot()
    guard norm > 0, norm.isFinite, rows > maximumColumns + 2, !budget.isExhausted else { return [] }
    budget.spend(3 * count * rows)
    // Unit columns in one block; a column that is not finite or zero is never taken.
    var block = [Double](repeating: 0, count: count * rows)
    var isUsable = [Bool](repeating: false, count: count)
    for c in 0..<count {
      let column = column(c)
      let length = RowProducts.square(column).squareRoot()
      guard length.isFinite, length > 0 else { continue }
      isUsable[c] = true
      for s in 0..<rows { block[c * rows + s] = column[s] / length }
    }
    return block.withUnsafeBufferPointer { block in
      guard let base = block.baseAddress else { return [] }
      let unit = UnitColumns(
        base: base, count: count, rows: rows, isUsable: isUsable, budget: budget)
      guard let start = unit.start(target.map { $0 / norm }, required: required) else { return [] }
      return body(unit, start)
    }
  }

  /// The beam of paths, each step with the best small combinations of its size.
  private func search(_ block: UnitColumns, _ start: UnitColumns.Path) -> [Choice] {
    let seeds = smallSubsets(start, block)
    var best: [Choice] = []
    if let choice = exact(among: seeds) { return [pruned(choice)] }
    var paths = [start]
    for size in (required.count + 1)...max(required.count + 1, maximumColumns) {
      if budget.isExhausted { break }
      let free = size - required.count
      let width = free < Self.narrowing ? beamWidth : max(Self.leastBeam, beamWidth / (free - 2))
      var next: [UnitColumns.Path] = []
      for child in block.children(of: paths, width: width) {
        if let path = block.extended(paths[child.path], by: child.column) { next.append(path) }
      }
      for seed in seeds where seed.columns.count == free {
        let path = seed.columns.reduce(Optional(start)) { path, column in
          path.flatMap { block.extended($0, by: column) }
        }
        if let path { next.append(path) }
      }
      block.orthogonalise(&next)
      next.sort { $0.residualSquare < $1.residualSquare }
      guard !next.isEmpty else { break }
      best += next.prefix(choicesOfASize).compactMap { fitted($0.columns) }
      for path in next where path.residualSquare.squareRoot() < tolerance {
        if let choice = fitted(path.columns), choice.residual < Self.slack * tolerance {
          best.append(pruned(choice))
          return best
        }
      }
      paths = next
    }
    return best
  }

  /// The best small combinations of the core in addition to the required columns.
  private func smallSubsets(
    _ start: UnitColumns.Path, _ columns: UnitColumns,
    below largest: Double = .greatestFiniteMagnitude
  ) -> [BestSubsets.Choice] {
    let (rows, base) = (columns.rows, columns.base)
    let taken = core.filter { start.remaining[$0] > UnitColumns.leastRemainder }.prefix(
      BestSubsets.tripleLimit)
    guard taken.count > 1 else { return [] }
    budget.spend(rows * taken.count * (start.basis.count + taken.count / 2))
    // Orthogonal to the required columns, and again of unit length.
    var block = [Double](repeating: 0, count: taken.count * rows)
    for (n, c) in taken.enumerated() {
      let scale = 1 / start.remaining[c].squareRoot()
      for s in 0..<rows { block[n * rows + s] = base[c * rows + s] }
      for b in start.basis {
        let projection = RowProducts.dot(b, base + c * rows, rows)
        for s in 0..<rows { block[n * rows + s] -= projection * b[s] }
      }
      for s in 0..<rows { block[n * rows + s] *= scale }
    }
    return block.withUnsafeBufferPointer { block -> [BestSubsets.Choice] in
      guard let own = block.baseAddress else { return [] }
      var subsets = BestSubsets(
        columns: Array(taken),
        products: { RowProducts.dot(own + $0 * rows, own + $1 * rows, rows) },
        projections: taken.indices.map { RowProducts.dot(own + $0 * rows, start.residual, rows) },
        residualSquare: start.residualSquare)
      subsets.triesQuadruples = triesQuadruples
      subsets.largest = largest
      return subsets.best(budget)
    }
  }

  /// The share of the target's square at which an exact fit is possible given the few digits of normal equations.
  private static let nearlyNothing = 1e-8

  /// The first small combination that is exact.
  private func exact(among seeds: [BestSubsets.Choice]) -> Choice? {
    for seed in seeds where seed.residualSquare < Self.nearlyNothing {
      if let choice = fitted(required + seed.columns), choice.residual < tolerance { return choice }
    }
    return nil
  }

  /// The least-squares coefficients of some columns.
  private func fitted(_ chosen: [Int]) -> Choice? {
    guard let fit = try? LinearLeastSquares.fit(columns: chosen.map(column), y: target) else { return nil }
    let norm = RowProducts.square(target)
    return Choice(
      columns: chosen, coefficients: fit.parameters,
      residual: (fit.sumOfSquares / norm).squareRoot())
  }

  /// The choice without superfluous columns.
  private func pruned(_ choice: Choice) -> Choice {
    var current = choice
    var isSmaller = true
    while isSmaller, current.columns.count > 1 {
      isSmaller = false
      for n in current.columns.indices.reversed() {
        var fewer = current.columns
        fewer.remove(at: n)
        if let next = fitted(fewer),
          next.residual < max(Self.slack * tolerance, Self.slackOfPruning * choice.residual)
        {
          current = next
          isSmaller = true
          break
        }
      }
    }
    return current
  }
}
