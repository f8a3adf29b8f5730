import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Finds the exponents p and a of t = Πx^a · F(Πx^p) for an unknown curve F: log|t| = a·l + G(p·l) with l = log x, a
/// single-index model. For given p the rest is a linear fit, so only p is searched (variable projection): small
/// whole exponents first, then Levenberg-Marquardt from the best of them.
struct SingleIndexDirection {
  /// Exponents and their residual.
  struct Fit {
    /// p, in units in which its simplest element is whole.
    var direction: [Double]
    /// a, with 0 where p is largest: F absorbs that.
    var powers: [Double]
    /// √(mean square residual) over the spread of log|t|.
    var residual: Double
  }

  /// The numbers on which decisions depend.
  private enum Limits {
    /// The number of inputs up to which whole directions are scanned, and the largest exponent by number of inputs: a few hundred
    /// directions.
    static let inputs = 7
    static func largestExponent(_ inputs: Int) -> Int { inputs <= 3 ? 3 : inputs <= 4 ? 2 : 1 }
    /// The number of whole directions that are refined, and the share of the variance below which no refinement is needed.
    static let polished = 4
    static let residualOfExact = 1e-8
    /// The share of the variance up to which a direction in simple numbers explains the target.
    static let largestResidual = 0.02
    /// A direction is simple if multiples of its elements, relative to the largest, are whole within this tolerance.
    static let nearness = 0.04
    static let largestWhole = 6
    /// The ridge against rank deficiency, relative to the columns' squares.
    static let ridge = 1e-12
    /// The refinement: steps, the step of a difference, the initial damping and its changes, trials of a step, and the ratio of
    /// residuals below which a further step is taken.
    static let (steps, difference) = (20, 1e-5)
    static let (damping, relief, increase, trials) = (1e-3, 0.2, 5.0, 6)
    static let progress = 0.999
  }

  /// l, one column per input.
  let logarithms: [[Double]]
  /// log|t|, or t itself if there are no powers.
  let target: [Double]
  /// Whether there are powers Πx^a in front of the curve.
  let hasPowers: Bool
  /// The factors of the residuals of the rows; `nil` for 1.
  var weights: [Double]?
  /// The number of intervals of the curve's spline, suitable for a few hundred rows.
  var intervals = 12

  /// The best directions, best first.
  func fits(budget: WorkBudget) -> [Fit] {
    let n = logarithms.count
    let largest = Limits.largestExponent(n)
    guard n <= Limits.inputs else { return [] }
    var starts: [(residual: Double, direction: [Double])] = []
    for direction in Self.wholeDirections(n, largest: largest) {
      if budget.isExhausted { break }
      budget.spend(cost)
      guard let fit = residuals(direction) else { continue }
      starts.append((fit.sumOfSquares, direction))
    }
    starts.sort { $0.residual < $1.residual }
    let total = spreadSquare
    guard total > 0 else { return [] }
    // A whole direction with a tiny residual needs no refinement.
    var fits: [Fit] = []
    for start in starts.prefix(Limits.polished) {
      var direction = start.direction
      var residual = start.residual
      if residual > Limits.residualOfExact * total {
        (direction, residual) = polished(direction, residual, budget: budget)
      }
      guard let simple = Self.simple(direction), let powers = self.powers(simple) else { continue }
      guard let again = residuals(simple).map(\.sumOfSquares), again < Limits.largestResidual * total else {
        continue
      }
      fits.append(Fit(direction: simple, powers: powers, residual: (again / total).squareRoot()))
    }
    var seen: Set<[Double]> = []
    return fits.sorted { $0.residual < $1.residual }.filter { seen.insert($0.direction).inserted }
  }

  /// The work of one linear fit.
  private var cost: Int {
    let columns = intervals + 3 + (hasPowers ? logarithms.count : 0)
    return target.count * columns * columns
  }

  private var spreadSquare: Double {
    guard let weights else { return target.sumOfSquaredDeviations }
    let squares = weights.map { $0 * $0 }
    let mean = target.mean(weights: squares)
    return zip(squares, target).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
  }

  /// All whole vectors up to sign with elements up to `largest`, without common factor.
  static func wholeDirections(_ n: Int, largest: Int) -> [[Double]] {
    var found: [[Double]] = []
    var current = [Int](repeating: -largest, count: n)
    while true {
      if let first = current.first(where: { $0 != 0 }), first > 0,
        current.reduce(0, { Rational.greatestCommonDivisor($0, $1) }) == 1
      {
        found.append(current.map(Double.init))
      }
      var place = 0
      while place < n, current[place] == largest {
        current[place] = -largest
        place += 1
      }
      if place == n { break }
      current[place] += 1
    }
    return found
  }

  /// The columns of the linear fit for a given p: 1, the logarithms if requested, and a uniform cubic spline of p·l.
  private func design(_ direction: [Double]) -> Matrix? {
    let rows = target.count
    var v = [Double](repeating: 0, count: rows)
    for (i, p) in direction.enumerated() where p != 0 { for s in 0..<rows { v[s] += p * logarithms[i][s] } }
    guard let low = v.min(), let high = v.max(), high > low else { return nil }
    let own = hasPowers ? logarithms.count : 0
    var matrix = Matrix(rows: rows, columns: own + intervals + 3, repeating: 0)
    for s in 0..<rows {
      for i in 0..<own { matrix[s, i] = logarithms[i][s] }
      let position = (v[s] - low) / (high - low) * Double(intervals)
      let cell = min(intervals - 1, Int(position))
      let t = position - Double(cell)
      matrix[s, own + cell] = (1 - t) * (1 - t) * (1 - t) / 6
      matrix[s, own + cell + 1] = (3 * t * t * t - 6 * t * t + 4) / 6
      matrix[s, own + cell + 2] = (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6
      matrix[s, own + cell + 3] = t * t * t / 6
    }
    return matrix
  }

  private func coefficients(_ direction: [Double]) -> (Matrix, [Double])? {
    guard let design = design(direction) else { return nil }
    return (
      design,
      ridgeLeastSquares(design, target, ridge: Limits.ridge, weights: weights?.map { $0 * $0 })
    )
  }

  private func residuals(_ direction: [Double]) -> [Double]? {
    guard let (design, beta) = coefficients(direction) else { return nil }
    var residuals = target
    for s in target.indices {
      var value = 0.0
      for c in beta.indices { value += design[s, c] * beta[c] }
      residuals[s] = (weights?[s] ?? 1) * (residuals[s] - value)
    }
    return residuals
  }

  /// a for a given p, with 0 where p is largest.
  private func powers(_ direction: [Double]) -> [Double]? {
    guard hasPowers else { return [Double](repeating: 0, count: logarithms.count) }
    guard let (_, beta) = coefficients(direction),
      let j = direction.indices.max(by: { abs(direction[$0]) < abs(direction[$1]) })
    else { return nil }
    let shift = beta[j] / direction[j]
    return direction.indices.map { beta[$0] - shift * direction[$0] }
  }

  private func polished(_ start: [Double], _ square: Double, budget: WorkBudget) -> ([Double], Double) {
    var (p, best) = (start, square)
    guard let fixed = p.indices.max(by: { abs(p[$0]) < abs(p[$1]) }) else { return (p, best) }
    let free = p.indices.filter { $0 != fixed }
    var damping = Limits.damping
    for _ in 0..<Limits.steps where !budget.isExhausted && !free.isEmpty {
      budget.spend((free.count + 2) * cost)
      guard let r = residuals(p) else { break }
      var jacobian = Matrix(rows: target.count, columns: free.count)
      let h = Limits.difference
      for (c, i) in free.enumerated() {
        var moved = p
        moved[i] += h
        guard let next = residuals(moved) else { return (p, best) }
        for s in target.indices { jacobian[s, c] = (next[s] - r[s]) / h }
      }
      var improved = false
      for _ in 0..<Limits.trials {
        let step = ridgeLeastSquares(
          jacobian, r.map { -$0 }, ridge: damping * jacobian.elements.sumOfSquares / Double(free.count))
        var moved = p
        for (c, i) in free.enumerated() { moved[i] += step[c] }
        if let next = residuals(moved).map(\.sumOfSquares), next < best {
          improved = next < Limits.progress * best
          (p, best) = (moved, next)
          damping *= Limits.relief
          break
        }
        damping *= Limits.increase
      }
      if !improved { break }
    }
    return (p, best)
  }

  /// The direction in whole or half numbers, if it is near one.
  private static func simple(_ p: [Double]) -> [Double]? {
    let largest = p.map { abs($0) }.max() ?? 0
    guard largest > 0 else { return nil }
    for size in 1...Limits.largestWhole {
      let scaled = p.map { $0 / largest * Double(size) }
      if scaled.allSatisfy({ abs($0 - $0.rounded()) < Limits.nearness }) {
        return scaled.map { $0.rounded() }
      }
    }
    return nil
  }
}
