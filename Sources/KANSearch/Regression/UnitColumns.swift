import KANSymbolic

/// The columns of a selection at unit length, in one block, and the paths of orthogonal least squares through them.
struct UnitColumns {
  /// The block: column after column.
  let base: UnsafePointer<Double>
  /// The number of columns, and that of their rows.
  let count: Int
  let rows: Int
  /// Columns that are neither zero nor infinite.
  let isUsable: [Bool]
  /// The budget: about one unit per row for every product of two columns.
  let budget: WorkBudget

  /// The remainder of a unit column's square below which it counts as a combination of others.
  static let leastRemainder = 1e-9
  /// The length of such a column.
  private static let leastLength = 1e-7
  /// The number of columns that are orthogonalised to all paths at a time: together they fit into a core's cache.
  private static let columnsAtATime = 8
  /// The multiple of the requested number of children of a path above which the worst are discarded.
  private static let surplus = 4

  /// A sequence of columns, and the remainders.
  struct Path {
    var columns: [Int] = []
    var basis: [[Double]] = []
    var residual: [Double]
    var residualSquare: Double
    /// The remainder of every unit column's square, and its projection on the residual, after projecting out the first
    /// `orthogonalised` vectors of the basis.
    var remaining: [Double]
    var projection: [Double]
    var orthogonalised = 0
    /// The target's projections on the basis.
    var steps: [Double] = []
  }

  /// The remainder of the target's square if one column is added to a path.
  func left(_ path: Path, _ column: Int) -> Double {
    path.residualSquare - path.projection[column] * path.projection[column] / path.remaining[column]
  }

  /// The path of the required columns; `nil` if they depend on each other.
  ///
  /// - Parameter unit: The target at unit length.
  func start(_ unit: [Double], required: [Int]) -> Path? {
    var start = Path(
      residual: unit, residualSquare: 1, remaining: isUsable.map { $0 ? 1 : 0 },
      projection: [Double](repeating: 0, count: count))
    for c in 0..<count where isUsable[c] {
      start.projection[c] = RowProducts.dot(base + c * rows, unit, rows)
    }
    for column in required {
      guard let next = extended(start, by: column) else { return nil }
      start = next
    }
    var paths = [start]
    orthogonalise(&paths)
    return paths[0]
  }

  /// The columns with the smallest remainders when added to the paths.
  func children(of paths: [Path], width: Int) -> [(path: Int, column: Int, left: Double)] {
    var pool: [(path: Int, column: Int, left: Double)] = []
    for (n, path) in paths.enumerated() {
      var own: [(path: Int, column: Int, left: Double)] = []
      var bar = 0.0
      for c in 0..<count where path.remaining[c] > Self.leastRemainder {
        let gain = path.projection[c] * path.projection[c] / path.remaining[c]
        guard gain > bar else { continue }
        own.append((n, c, path.residualSquare - gain))
        if own.count > Self.surplus * width {
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
      if seen.insert((paths[child.path].columns + [child.column]).sorted()).inserted {
        chosen.append(child)
      }
    }
    return chosen
  }

  /// A path with one more column, to which the others are not yet orthogonalised.
  func extended(_ path: Path, by column: Int) -> Path? {
    var q = Array(UnsafeBufferPointer(start: base + column * rows, count: rows))
    // Twice is enough (Kahan): the second pass removes what rounding left of the first.
    for _ in 0..<2 {
      for b in path.basis {
        let projection = RowProducts.dot(b, q, rows)
        for s in 0..<rows { q[s] -= projection * b[s] }
      }
    }
    let length = RowProducts.dot(q, q, rows).squareRoot()
    guard length > Self.leastLength else { return nil }
    for s in 0..<rows { q[s] /= length }
    var next = path
    next.columns.append(column)
    let step = RowProducts.dot(q, next.residual, rows)
    for s in 0..<rows { next.residual[s] -= step * q[s] }
    next.residualSquare = RowProducts.dot(next.residual, next.residual, rows)
    next.steps.append(step)
    next.basis.append(q)
    return next
  }

  /// Projects the paths' new vectors out of all columns: a few columns for all paths at a time, since all columns together do not
  /// fit into a core's cache.
  func orthogonalise(_ paths: inout [Path]) {
    for first in stride(from: 0, to: count, by: Self.columnsAtATime) {
      let tile = first..<min(first + Self.columnsAtATime, count)
      for n in paths.indices {
        for b in paths[n].orthogonalised..<paths[n].basis.count { project(&paths[n], b, out: tile) }
      }
    }
    for n in paths.indices {
      budget.spend((paths[n].basis.count - paths[n].orthogonalised) * count * rows)
      for column in paths[n].columns { paths[n].remaining[column] = 0 }
      paths[n].orthogonalised = paths[n].basis.count
    }
  }

  /// Projects one vector of a path out of some columns.
  private func project(_ path: inout Path, _ vector: Int, out columns: Range<Int>) {
    let (step, basis) = (path.steps[vector], path.basis[vector])
    basis.withUnsafeBufferPointer { vector in
      guard let vector = vector.baseAddress else { return }
      for c in columns where path.remaining[c] > Self.leastRemainder {
        let projection = RowProducts.dot(vector, base + c * rows, rows)
        path.remaining[c] -= projection * projection
        path.projection[c] -= step * projection
      }
    }
  }
}
