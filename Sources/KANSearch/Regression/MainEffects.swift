import KANNumerics
import KANSymbolic
import RealModule

/// How log|t| depends on each input by itself, and which inputs act together: a sum of smooth functions of single
/// inputs is fitted, and what it leaves is asked for products of two of them.
///
/// Where inputs are sampled independently, what one input does by itself is found without knowing the rest of the law.
struct MainEffects {
  /// The basis of one input: first its logarithm where it has one, then polynomials of its rank, then its sign, by
  /// itself and with magnitudes.
  struct Basis {
    var logarithm: [Double]?
    var polynomials: [[Double]] = []
    var sign: [Double]?
    var odd: [[Double]] = []
    var columns: [[Double]] {
      (logarithm.map { [$0] } ?? []) + polynomials + (sign.map { [$0] } ?? []) + odd
    }
  }

  /// The numbers that decide.
  private enum Limits {
    /// Residuals beyond so many typical ones are drawn in, in so many rounds: logarithms near a zero of t reach far down.
    static let (typicalResiduals, rounds) = (4.0, 2)
    /// The share of log|t|², on every row, below which what is left is rounding and no interaction.
    static let leastMeanSquare = 1e-20
    /// What stands for zero in a division.
    static let leastSquare = 1e-300
    /// The polynomials of an input whose products with those of another tell that both act together.
    static let polynomialsOfProducts = 2
    /// Fits of all columns that the questions asked of them are worth.
    static let fits = 4
  }

  /// The target, far outliers drawn in.
  let target: [Double]
  let bases: [Basis]
  /// What single inputs do not explain, and its sum of squares.
  let residual: [Double]
  let residualSquare: Double
  /// For each input, the target without what the others contribute by themselves.
  private let partial: [[Double]]

  /// - Parameters:
  ///   - target: log|t|, finite.
  ///   - inputs: The columns.
  ///   - budget: Charged for the fits.
  init(target: [Double], inputs: [[Double]], budget: WorkBudget) {
    bases = inputs.map(Self.basis)
    let columns = bases.flatMap(\.columns)
    // One fit of all columns, up to two more, and about as much again for the questions asked afterwards.
    budget.spend(Limits.fits * target.count * columns.count * columns.count)
    var values = target
    var (beta, residual) = Self.fit(values, on: columns)
    // Logarithms near a zero of t reach far down; such rows are drawn in (Huber), or they would decide.
    for _ in 0..<Limits.rounds {
      let limit = Limits.typicalResiduals * residual.typicalMagnitude
      guard limit > 0, residual.contains(where: { abs($0) > limit }) else { break }
      for s in values.indices { values[s] += max(-limit, min(limit, residual[s])) - residual[s] }
      (beta, residual) = Self.fit(values, on: columns)
    }
    self.target = values
    self.residual = residual
    residualSquare = Self.square(residual)
    // What is left for each input when the others have had their part.
    var first = 0
    partial = bases.map { basis in
      var values = residual
      for (c, column) in basis.columns.enumerated() {
        let mean = column.reduce(0, +) / Double(max(1, column.count))
        for s in values.indices { values[s] += beta[first + c] * (column[s] - mean) }
      }
      first += basis.columns.count
      return values
    }
  }

  /// The residual sum of squares with other columns for input i.
  func residualSquare(replacing i: Int, with columns: [[Double]]) -> Double {
    Self.square(Self.residual(of: partial[i], on: columns))
  }

  /// The coefficients of the given columns for input i, with their standard errors.
  func coefficients(of columns: [[Double]], replacing i: Int) -> [(value: Double, error: Double)] {
    let (beta, fit) = Self.fit(partial[i], on: columns)
    let variance = Self.square(fit) / Double(max(1, target.count - columns.count))
    return columns.indices.map { c in
      let others = columns.enumerated().filter { $0.offset != c }.map(\.element)
      let own = Self.square(Self.residual(of: columns[c], on: others))
      return (beta[c], (variance / max(own, Limits.leastSquare)).squareRoot())
    }
  }

  /// Whether what single inputs leave depends on products of inputs i and j.
  ///
  /// - Parameter leniency: By how much chance may be exceeded: residuals whose size follows the inputs do so.
  func interact(_ i: Int, _ j: Int, leniency: Double = 1) -> Bool {
    let (a, b) = (bases[i], bases[j])
    func short(_ basis: Basis) -> [[Double]] {
      Array(basis.polynomials.prefix(Limits.polynomialsOfProducts)) + (basis.sign.map { [$0] } ?? [])
    }
    var products: [[Double]] = []
    for u in short(a) { for v in short(b) { products.append(zip(u, v).map { $0 * $1 }) } }
    guard residualSquare > Limits.leastMeanSquare * Double(target.count), !products.isEmpty else {
      return false
    }
    let left = Self.square(Self.residual(of: residual, on: products))
    let freedom = Double(target.count - products.count - 1)
    let chiSquare = (residualSquare - left) / max(left, Limits.leastSquare) * freedom / leniency
    return Chance.isExceeded(by: chiSquare, degreesOfFreedom: products.count)
  }

  /// Whether the target depends on any input at all, alone or together with another.
  var showsDependence: Bool {
    let columns = bases.flatMap(\.columns)
    let total = Self.square(Self.residual(of: target, on: []))
    let left = Self.square(Self.residual(of: target, on: columns))
    let chiSquare = (total - left) / max(left, Limits.leastSquare) * Double(target.count - columns.count - 1)
    if Chance.isExceeded(by: chiSquare, degreesOfFreedom: columns.count) { return true }
    return bases.indices.contains { i in bases.indices.contains { $0 > i && interact(i, $0) } }
  }

  private static func basis(_ column: [Double]) -> Basis {
    var basis = Basis()
    let n = column.count
    // Ranks are even whatever the sampling, and magnitudes matter where both signs occur.
    let hasBothSigns = column.contains { $0 < 0 } && column.contains { $0 > 0 }
    let magnitudes = column.map { abs($0) }
    let order = magnitudes.indices.sorted { (magnitudes[$0], $0) < (magnitudes[$1], $1) }
    var rank = [Double](repeating: 0, count: n)
    for (place, s) in order.enumerated() { rank[s] = 2 * (Double(place) + 0.5) / Double(n) - 1 }
    let p1 = rank
    let p2 = rank.map { (3 * $0 * $0 - 1) / 2 }
    let p3 = rank.map { (5 * $0 * $0 * $0 - 3 * $0) / 2 }
    let p4 = rank.map { x in (35 * x * x * x * x - 30 * x * x + 3) / 8 }
    let p5 = rank.map { x in (63 * x * x * x * x * x - 70 * x * x * x + 15 * x) / 8 }
    basis.polynomials = [p1, p2, p3, p4, p5]
    if hasBothSigns {
      let sign = column.map { $0 < 0 ? -1.0 : 1 }
      basis.sign = sign
      let largest = magnitudes.reduce(0, max)
      basis.odd = [column.map { $0 / largest }, zip(sign, p1).map { $0 * $1 }, zip(sign, p2).map { $0 * $1 }]
    }
    if !column.contains(0) { basis.logarithm = magnitudes.map { .log($0) } }
    return basis
  }

  /// The residual of a least-squares fit with a constant.
  static func residual(of y: [Double], on columns: [[Double]]) -> [Double] { fit(y, on: columns).residual }

  private static func fit(_ y: [Double], on columns: [[Double]]) -> (beta: [Double], residual: [Double]) {
    let n = y.count
    guard n > 0 else { return ([], []) }
    let mean = y.reduce(0, +) / Double(n)
    let centred = columns.map { column -> [Double] in
      let mean = column.reduce(0, +) / Double(n)
      return column.map { $0 - mean }
    }
    let target = y.map { $0 - mean }
    guard !columns.isEmpty else { return ([], target) }
    var design = Matrix(rows: n, columns: columns.count)
    for (c, column) in centred.enumerated() { for s in 0..<n { design[s, c] = column[s] } }
    let beta = ridgeLeastSquares(design, target, ridge: 0)
    var residual = target
    for (c, column) in centred.enumerated() { for s in 0..<n { residual[s] -= beta[c] * column[s] } }
    return (beta, residual)
  }

  static func square(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
}
