import KANFitting
import KANKernels
import KANSymbolic

/// The few columns of many whose combination gives a target.
///
/// Orthogonal least squares (Chen, Billings & Luo 1989): of all columns, orthogonalised to those taken, the one that
/// leaves the least residual comes next; several beginnings are followed side by side, since the first column is
/// often a compromise of the true ones, and the best pairs, triples and quadruples of the cheapest columns join them
/// (`BestSubsets`). Then what can be pruned is removed.
struct SubsetSelection {
  /// Columns with their coefficients.
  struct Choice: Sendable {
    var columns: [Int]
    var coefficients: [Double]
    /// √(residual sum of squares) over that of the target.
    var residual: Double
  }

  /// One array a column, all of the target's length.
  let columns: [[Double]]
  let target: [Double]
  /// What may be spent: about one unit a row for every product of two columns.
  let budget: WorkBudget
  /// The columns of which all small combinations are tried, cheapest first.
  var core: [Int] = []
  /// Whether quadruples of the core are tried as well.
  var triesQuadruples = true
  /// Columns that belong to every combination.
  var required: [Int] = []
  /// The number of beginnings that are followed; the fewer columns, the more can be afforded.
  private var beamWidth: Int { max(12, min(100, 80_000 / max(1, columns.count))) }
  /// The largest number of columns.
  var maximumColumns = 8
  /// The relative residual at which a combination counts as exact.
  var tolerance = 1e-11
  /// The choices of each size that are returned: beside noise many are nearly as good, and the simplest is wanted.
  var choicesOfASize = 1

  /// The best choices of each size, smallest first; ends with the first exact one, pruned of what it does not need.
  func run() -> [Choice] { prepared { search($0, $1, norm: $2) } }

  /// The exact choice of one column, or of a few of the core; empty if there is none.
  func smallest() -> [Choice] {
    prepared { block, isUsable, norm in
      guard let base = block.baseAddress, let start = start(base, isUsable, norm: norm) else { return [] }
      let single = columns.indices.filter { start.remaining[$0] > Self.leastRemainder }.min {
        left(start, $0) < left(start, $1)
      }
      if let single, left(start, single) < Self.nearlyNothing, let choice = fitted(required + [single]),
        choice.residual < tolerance
      {
        return [choice]
      }
      let seeds = smallSubsets(start, base, below: Self.nearlyNothing)
      return exact(among: seeds, start).map { [pruned($0)] } ?? []
    }
  }

  /// The choices that are worth a law beside noise, where more terms always fit better: those of the shortest description.
  ///
  /// Which terms they are costs what it takes to tell them from the others, or to write them down, whichever is more.
  ///
  /// - Parameters:
  ///   - count: The number of terms that there were to choose from.
  ///   - structure: The price of the form of a choice, in nats.
  func worthwhile(
    _ choices: [Choice], of count: Int, limit: Int, structure: (Choice) -> Double
  ) -> [Choice] {
    let described = choices.map { choice in
      let length = DescriptionLength(
        choosing: choice.columns.count, of: count, relativeResidual: choice.residual, rows: target.count)
      return (choice, length.total + max(0, structure(choice) - length.structure))
    }
    return described.sorted { $0.1 < $1.1 }.prefix(limit).map(\.0)
  }

  /// What is left of the target's square when one column joins a path.
  private func left(_ path: Path, _ column: Int) -> Double {
    path.residualSquare - path.projection[column] * path.projection[column] / path.remaining[column]
  }

  private func prepared(
    _ body: (UnsafeBufferPointer<Double>, [Bool], Double) -> [Choice]
  ) -> [Choice] {
    let rows = target.count
    let norm = target.withUnsafeBufferPointer { square($0) }.squareRoot()
    guard norm > 0, norm.isFinite, rows > maximumColumns + 2, !budget.isExhausted else { return [] }
    budget.spend(3 * columns.count * rows)
    // Unit columns in one block; a column that is not finite or zero is never taken.
    var block = [Double](repeating: 0, count: columns.count * rows)
    var isUsable = [Bool](repeating: false, count: columns.count)
    for (c, column) in columns.enumerated() {
      let length = column.withUnsafeBufferPointer { square($0) }.squareRoot()
      guard length.isFinite, length > 0 else { continue }
      isUsable[c] = true
      for s in 0..<rows { block[c * rows + s] = column[s] / length }
    }
    return block.withUnsafeBufferPointer { body($0, isUsable, norm) }
  }

  /// What is left of a unit column's square when it is all but a combination of others.
  private static let leastRemainder = 1e-9

  private struct Path {
    var columns: [Int] = []
    var basis: [[Double]] = []
    var residual: [Double]
    var residualSquare: Double
    /// What is left of every unit column's square, and its projection on the residual, when the first `orthogonalised` vectors of
    /// the basis are taken out of them.
    var remaining: [Double]
    var projection: [Double]
    var orthogonalised = 0
    /// The target's projections on the basis.
    var steps: [Double] = []
  }

  private func search(
    _ block: UnsafeBufferPointer<Double>, _ isUsable: [Bool], norm: Double
  ) -> [Choice] {
    guard let base = block.baseAddress, let start = start(base, isUsable, norm: norm) else { return [] }
    let seeds = smallSubsets(start, base)
    var best: [Choice] = []
    if let choice = exact(among: seeds, start) { return [pruned(choice)] }
    var paths = [start]
    for size in (required.count + 1)...max(required.count + 1, maximumColumns) {
      if budget.isExhausted { break }
      let free = size - required.count
      let width = free < 4 ? beamWidth : max(2, beamWidth / (free - 2))
      var next: [Path] = []
      for child in children(of: paths, width: width) {
        if let path = extended(paths[child.path], by: child.column, base) { next.append(path) }
      }
      for seed in seeds where seed.columns.count == free {
        let path = seed.columns.reduce(Optional(start)) { path, column in
          path.flatMap { extended($0, by: column, base) }
        }
        if let path { next.append(path) }
      }
      orthogonalise(&next, base)
      next.sort { $0.residualSquare < $1.residualSquare }
      guard !next.isEmpty else { break }
      best += next.prefix(choicesOfASize).compactMap { fitted($0.columns) }
      for path in next where path.residualSquare.squareRoot() < tolerance {
        if let choice = fitted(path.columns), choice.residual < 10 * tolerance {
          best.append(pruned(choice))
          return best
        }
      }
      paths = next
    }
    return best
  }

  /// The path of the required columns.
  private func start(_ base: UnsafePointer<Double>, _ isUsable: [Bool], norm: Double) -> Path? {
    let rows = target.count
    let unit = target.map { $0 / norm }
    var start = Path(
      residual: unit, residualSquare: 1, remaining: isUsable.map { $0 ? 1 : 0 },
      projection: [Double](repeating: 0, count: columns.count))
    for c in columns.indices where isUsable[c] { start.projection[c] = dot(base + c * rows, unit, rows) }
    for column in required {
      guard let next = extended(start, by: column, base) else { return nil }
      start = next
    }
    var paths = [start]
    orthogonalise(&paths, base)
    return paths[0]
  }

  /// The best small combinations of the core beside what is required.
  private func smallSubsets(
    _ start: Path, _ base: UnsafePointer<Double>, below largest: Double = .greatestFiniteMagnitude
  ) -> [BestSubsets.Choice] {
    let rows = target.count
    let taken = core.filter { start.remaining[$0] > Self.leastRemainder }.prefix(BestSubsets.tripleLimit)
    guard taken.count > 1 else { return [] }
    budget.spend(rows * taken.count * (start.basis.count + taken.count / 2))
    // Orthogonal to what is required, and of unit length again.
    var block = [Double](repeating: 0, count: taken.count * rows)
    for (n, c) in taken.enumerated() {
      let scale = 1 / start.remaining[c].squareRoot()
      for s in 0..<rows { block[n * rows + s] = base[c * rows + s] }
      for b in start.basis {
        let projection = dot(b, base + c * rows, rows)
        for s in 0..<rows { block[n * rows + s] -= projection * b[s] }
      }
      for s in 0..<rows { block[n * rows + s] *= scale }
    }
    return block.withUnsafeBufferPointer { block -> [BestSubsets.Choice] in
      guard let own = block.baseAddress else { return [] }
      var subsets = BestSubsets(
        columns: Array(taken), products: { dot(own + $0 * rows, own + $1 * rows, rows) },
        projections: taken.indices.map { dot(own + $0 * rows, start.residual, rows) },
        residualSquare: start.residualSquare)
      subsets.triesQuadruples = triesQuadruples
      subsets.largest = largest
      return subsets.best(budget)
    }
  }

  /// The share of the target's square at which normal equations, whose digits are few, allow for an exact fit.
  private static let nearlyNothing = 1e-8

  /// The first small combination that leaves nothing.
  private func exact(among seeds: [BestSubsets.Choice], _ start: Path) -> Choice? {
    for seed in seeds where seed.residualSquare < Self.nearlyNothing {
      if let choice = fitted(required + seed.columns), choice.residual < tolerance { return choice }
    }
    return nil
  }

  private func children(of paths: [Path], width: Int) -> [(path: Int, column: Int, left: Double)] {
    var pool: [(path: Int, column: Int, left: Double)] = []
    for (n, path) in paths.enumerated() {
      var own: [(path: Int, column: Int, left: Double)] = []
      var bar = 0.0
      for c in columns.indices where path.remaining[c] > Self.leastRemainder {
        let gain = path.projection[c] * path.projection[c] / path.remaining[c]
        guard gain > bar else { continue }
        own.append((n, c, path.residualSquare - gain))
        if own.count > 4 * width {
          own.sort { ($0.left, $0.column) < ($1.left, $1.column) }
          own.removeLast(own.count - width)
          bar = path.residualSquare - own[own.count - 1].left
        }
      }
      own.sort { ($0.left, $0.column) < ($1.left, $1.column) }
      pool += own.prefix(width)
    }
    pool.sort { ($0.left, $0.path, $0.column) < ($1.left, $1.path, $1.column) }
    var seen: Set<[Int]> = []
    var chosen: [(path: Int, column: Int, left: Double)] = []
    for child in pool where chosen.count < width {
      if seen.insert((paths[child.path].columns + [child.column]).sorted()).inserted { chosen.append(child) }
    }
    return chosen
  }

  /// A path with one more column; what that takes out of the others waits to be orthogonalised.
  private func extended(_ path: Path, by column: Int, _ base: UnsafePointer<Double>) -> Path? {
    let rows = target.count
    var q = Array(UnsafeBufferPointer(start: base + column * rows, count: rows))
    // Twice is enough (Kahan): the second pass removes what rounding left of the first.
    for _ in 0..<2 {
      for b in path.basis {
        let projection = dot(b, q, rows)
        for s in 0..<rows { q[s] -= projection * b[s] }
      }
    }
    let length = dot(q, q, rows).squareRoot()
    guard length > 1e-7 else { return nil }
    for s in 0..<rows { q[s] /= length }
    var next = path
    next.columns.append(column)
    let step = dot(q, next.residual, rows)
    for s in 0..<rows { next.residual[s] -= step * q[s] }
    next.residualSquare = dot(next.residual, next.residual, rows)
    next.steps.append(step)
    next.basis.append(q)
    return next
  }

  /// Takes the paths' new vectors out of all columns: a few columns for all paths at a time, since the columns together are
  /// too many for a core's own memory.
  private func orthogonalise(_ paths: inout [Path], _ base: UnsafePointer<Double>) {
    let rows = target.count
    for first in stride(from: 0, to: columns.count, by: Self.columnsAtATime) {
      let tile = first..<min(first + Self.columnsAtATime, columns.count)
      for n in paths.indices {
        for b in paths[n].orthogonalised..<paths[n].basis.count {
          let step = paths[n].steps[b]
          for c in tile where paths[n].remaining[c] > Self.leastRemainder {
            let projection = dot(paths[n].basis[b], base + c * rows, rows)
            paths[n].remaining[c] -= projection * projection
            paths[n].projection[c] -= step * projection
          }
        }
      }
    }
    for n in paths.indices {
      budget.spend((paths[n].basis.count - paths[n].orthogonalised) * columns.count * rows)
      for column in paths[n].columns { paths[n].remaining[column] = 0 }
      paths[n].orthogonalised = paths[n].basis.count
    }
  }

  private static let columnsAtATime = 8

  /// The least-squares coefficients of some columns.
  private func fitted(_ chosen: [Int]) -> Choice? {
    guard let fit = try? LinearLeastSquares.fit(columns: chosen.map { columns[$0] }, y: target) else {
      return nil
    }
    let norm = target.withUnsafeBufferPointer { square($0) }
    return Choice(
      columns: chosen, coefficients: fit.parameters, residual: (fit.sumOfSquares / norm).squareRoot())
  }

  /// The choice without the columns that it does as well without.
  private func pruned(_ choice: Choice) -> Choice {
    var current = choice
    var isSmaller = true
    while isSmaller, current.columns.count > 1 {
      isSmaller = false
      for n in current.columns.indices.reversed() {
        var fewer = current.columns
        fewer.remove(at: n)
        if let next = fitted(fewer), next.residual < max(10 * tolerance, 3 * choice.residual) {
          current = next
          isSmaller = true
          break
        }
      }
    }
    return current
  }
}

private func square(_ x: UnsafeBufferPointer<Double>) -> Double {
  guard let base = x.baseAddress else { return 0 }
  return dot(base, base, x.count)
}

/// Σ aₙ·bₙ, in the same order on every row of columns.
private func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  kernels.dot(count, a, b)
}

private let kernels = kan_select_f64(Int32(KAN_BEST)).pointee
