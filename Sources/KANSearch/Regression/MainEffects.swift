import KANNumerics
import KANSymbolic
import RealModule

/// The dependence of log|t| on each input alone, and the interactions of inputs: a sum of smooth functions of single inputs is
/// fitted, and its residuals are tested for products of two of them.
///
/// If inputs are sampled independently, the effect of one input is found without knowing the rest of the law.
struct MainEffects {
  /// The basis of one input: first its logarithm if it has one, then polynomials of its rank, then its sign, alone and with magnitudes.
  struct Basis {
    var logarithm: [Double]?
    var polynomials: [[Double]] = []
    var sign: [Double]?
    var odd: [[Double]] = []
    var columns: [[Double]] {
      (logarithm.map { [$0] } ?? []) + polynomials + (sign.map { [$0] } ?? []) + odd
    }
  }

  /// The numbers on which decisions depend.
  private enum Limits {
    /// Residuals are limited to this many typical ones, in this many rounds: logarithms near a zero of t are large and negative.
    static let (typicalResiduals, rounds) = (4.0, 2)
    /// The share of log|t|², per row, below which residuals are rounding and not an interaction.
    static let leastMeanSquare = 1e-20
    /// The replacement for zero in a division.
    static let leastSquare = 1e-300
    /// The number of polynomials of an input whose products with those of another are tested for interaction.
    static let polynomialsOfProducts = 2
    /// The cost of all tests, in fits of all columns.
    static let fits = 4
  }

  /// The target, with limited outliers.
  let target: [Double]
  let bases: [Basis]
  /// The residuals of the sum over single inputs, and their sum of squares.
  let residual: [Double]
  let residualSquare: Double
  /// For each input, the target minus the contributions of the others.
  private let partial: [[Double]]

  /// - Parameters:
  ///   - target: log|t|, finite.
  ///   - inputs: The columns.
  ///   - budget: Charged for the fits.
  init(target: [Double], inputs: [[Double]], budget: WorkBudget) {
    bases = inputs.map(Self.basis)
    let columns = bases.flatMap(\.columns)
    // One fit of all columns, up to two more, and about as much again for the tests afterwards.
    budget.spend(Limits.fits * target.count * columns.count * columns.count)
    var values = target
    var (beta, residual) = Self.fit(values, on: columns)
    // Logarithms near a zero of t are large and negative; such rows are limited (Huber), or they would dominate.
    for _ in 0..<Limits.rounds {
      let limit = Limits.typicalResiduals * residual.typicalMagnitude
      guard limit > 0, residual.contains(where: { abs($0) > limit }) else { break }
      for s in values.indices { values[s] += max(-limit, min(limit, residual[s])) - residual[s] }
      (beta, residual) = Self.fit(values, on: columns)
    }
    self.target = values
    self.residual = residual
    residualSquare = residual.sumOfSquares
    // The remainder for each input after subtracting the others.
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
    Self.residual(of: partial[i], on: columns).sumOfSquares
  }

  /// The coefficients of the given columns for input i, with their standard errors.
  func coefficients(of columns: [[Double]], replacing i: Int) -> [(value: Double, error: Double)] {
    let (beta, fit) = Self.fit(partial[i], on: columns)
    let variance = fit.sumOfSquares / Double(max(1, target.count - columns.count))
    return columns.indices.map { c in
      let others = columns.enumerated().filter { $0.offset != c }.map(\.element)
      let own = Self.residual(of: columns[c], on: others).sumOfSquares
      return (beta[c], (variance / max(own, Limits.leastSquare)).squareRoot())
    }
  }

  /// Whether the residuals of the sum over single inputs depend on products of inputs i and j.
  ///
  /// - Parameter leniency: The factor by which chance may be exceeded, since the size of residuals may depend on the inputs.
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
    let left = Self.residual(of: residual, on: products).sumOfSquares
    let freedom = Double(target.count - products.count - 1)
    let chiSquare = (residualSquare - left) / max(left, Limits.leastSquare) * freedom / leniency
    return Chance.isExceeded(by: chiSquare, degreesOfFreedom: products.count)
  }

  /// Whether the target depends on any input at all, alone or together with another.
  var showsDependence: Bool {
    let columns = bases.flatMap(\.columns)
    let total = Self.residual(of: target, on: []).sumOfSquares
    let left = Self.residual(of: target, on: columns).sumOfSquares
    let chiSquare = (total - left) / max(left, Limits.leastSquare) * Double(target.count - columns.count - 1)
    if Chance.isExceeded(by: chiSquare, degreesOfFreedom: columns.count) { return true }
    return bases.indices.contains { i in bases.indices.contains { $0 > i && interact(i, $0) } }
  }

  private static func basis(_ column: [Double]) -> Basis {
    var basis = Basis()
    let n = column.count
    // Ranks are uniform for any sampling, and magnitudes matter if both signs occur.
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
}
