import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// The weighted rows to which quadratic forms of the inputs are fitted.
struct QuadraticRows: Sendable {
  /// The exponents of the inputs, by their positions, in the factor of a law Π x^e · Q^(1/q) of a power q of the target, or in the
  /// exponent Π x^e · Q of a law of its logarithm.
  typealias Scaling = [Int: Rational]

  /// A term of a form: the product of the inputs at these positions, none for the constant; or the logarithm of an input.
  enum Term: Hashable, Sendable {
    case product([Int])
    case logarithm(Int)
  }

  /// The columns of the inputs in units of their typical magnitudes, and these.
  private let columns: [[Double]]
  private let units: [Double]
  /// The target times its weights, and the weights.
  private let target: [Double]
  private let weights: [Double]
  /// The power q of the target; `nil` if the form is one of its logarithm.
  private let power: Double?
  /// Whether the untransformed target is negative.
  let isNegative: Bool
  /// The positions of the inputs that are positive on all rows of the table, so that they may have any exponent.
  let positiveInputs: [Int]
  /// The typical magnitude of the function of the target: constants are found in units of it.
  private let size: Double

  var count: Int { target.count }
  var inputCount: Int { columns.count }

  /// Columns that are shorter than this outside of the others are combinations of them.
  private static let independence = 1e-11
  /// The nats that a term costs for its place in a formula, in addition to half the logarithm of the number of rows for its constant.
  private static let natsOfTerm = 3.0

  init(_ problem: Subproblem, _ transformed: TransformedTarget, _ transform: TargetTransform) {
    power = if case .power(let power) = transform { power.doubleValue } else { nil }
    let all = problem.inputs.map { problem.table.inputs[$0] }
    units = all.map { max($0.typicalMagnitude, .leastNormalMagnitude) }
    columns = zip(all, units).map { column, unit in transformed.rows.map { column[$0] / unit } }
    let size = transformed.values.typicalMagnitude
    // Weights are known up to a factor, which keeps squares in range.
    let weighted = transformed.weighted
    let scale = max(weighted.typicalMagnitude, .leastNormalMagnitude)
    weights = transformed.weights.map { $0 * size / scale }
    target = weighted.map { $0 / scale }
    self.size = size
    isNegative = transformed.isNegative
    positiveInputs = all.indices.filter { all[$0].allSatisfy { $0 > 0 } }
  }

  /// The approximate number of operations of a fit.
  static func work(rows: Int, terms: Int) -> Int { 3 * rows * terms * terms }

  /// The terms of a full form.
  private var terms: [Term] {
    var terms = [Term.product([])] + columns.indices.map { .product([$0]) }
    for a in columns.indices { for b in a..<inputCount { terms.append(.product([a, b])) } }
    return power == nil ? terms + positiveInputs.map(Term.logarithm) : terms
  }

  /// The weighted column of a term.
  ///
  /// - Parameter factor: What the products are multiplied with; logarithms, and the constant of a logarithm, are not.
  private func column(_ term: Term, _ factor: [Double]) -> [Double] {
    switch term {
    case .product([]) where power == nil: weights
    case .product(let positions):
      weights.indices.map { s in
        positions.reduce(weights[s] * factor[s]) { $0 * columns[$1][s] }
      }
    case .logarithm(let position): weights.indices.map { weights[$0] * .log(columns[position][$0]) }
    }
  }

  private func factor(_ scaling: Scaling) -> [Double] {
    var factor = [Double](repeating: 1, count: count)
    for (input, exponent) in scaling.sorted(by: { $0.key < $1.key }) {
      let exponent = exponent.doubleValue * (power ?? 1)
      for s in factor.indices { factor[s] *= .pow(columns[input][s], exponent) }
    }
    return factor
  }

  /// √(mean square residual) of the full form over the root mean square of the target, both weighted.
  func error(_ scaling: Scaling, _ budget: WorkBudget) -> Double {
    let terms = terms
    budget.spend(Self.work(rows: count, terms: terms.count))
    let factor = factor(scaling)
    let fit = Fit(terms.map { column($0, factor) }, target)
    return fit.map { ($0.variance * Double(count) / target.sumOfSquares).squareRoot() } ?? .infinity
  }

  /// Weighted least squares in columns of length 1.
  private struct Fit {
    let constants: [Double]
    let errors: [Double]
    /// The variance of the residuals.
    let variance: Double

    init?(_ columns: [[Double]], _ target: [Double]) {
      let lengths = columns.map { $0.sumOfSquares.squareRoot() }
      guard lengths.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
      let qr = PivotedQR(columns: zip(columns, lengths).map { column, length in column.map { $0 / length } })
      let rank = qr.rank(tolerance: QuadraticRows.independence)
      guard target.count > rank else { return nil }
      variance =
        qr.transposedProduct(with: target)[rank...].reduce(0) { $0 + $1 * $1 } / Double(target.count - rank)
      let inverse = qr.inverseOfNormalMatrix(rank: rank)
      let solution = qr.solution(of: target, rank: rank)
      constants = zip(solution, lengths).map { $0 / $1 }
      let sigma = variance.squareRoot()
      errors = lengths.indices.map { sigma * inverse[$0, $0].squareRoot() / lengths[$0] }
    }
  }

  /// The form without terms whose constants are consistent with zero; `nil` if nothing remains or the fit is not finite.
  func form(_ scaling: Scaling) -> QuadraticFit? {
    let factor = factor(scaling)
    var terms = terms
    var all = terms.map { column($0, factor) }
    let least = Double.log(Double(count)) + 2 * Self.natsOfTerm
    while let fit = Fit(all, target) {
      // A constant without an error belongs to a column that depends on others.
      let significance = terms.indices.map { k -> Double in
        guard fit.errors[k] > 0 else { return 0 }
        let ratio = fit.constants[k] / fit.errors[k]
        return ratio * ratio
      }
      guard let weakest = terms.indices.min(by: { significance[$0] < significance[$1] }) else { return nil }
      if significance[weakest] < least {
        terms.remove(at: weakest)
        all.remove(at: weakest)
        continue
      }
      return fitted(terms, fit, scaling)
    }
    return nil
  }

  /// A fit in the units of the table.
  private func fitted(_ terms: [Term], _ fit: Fit, _ scaling: Scaling) -> QuadraticFit? {
    let scale = scaling.sorted { $0.key < $1.key }.reduce(1.0) {
      $0 * .pow(units[$1.key], -$1.value.doubleValue * (power ?? 1))
    }
    var offset = power == nil ? 0.0 : nil
    var found: [(term: Term, constant: Double)] = []
    for (term, value) in zip(terms, fit.constants) {
      let constant = size * value
      switch term {
      case .product([]) where power == nil: offset? += constant
      case .product(let positions):
        found.append((term, positions.reduce(constant * scale) { $0 / units[$1] }))
      case .logarithm(let position):
        // log(x/unit) = log x − log unit.
        offset? -= constant * .log(units[position])
        found.append((term, constant))
      }
    }
    guard found.allSatisfy({ $0.constant.isFinite }), offset?.isFinite != false else { return nil }
    return QuadraticFit(
      terms: found, scaling: scaling, offset: offset,
      error: (fit.variance * Double(count) / target.sumOfSquares).squareRoot())
  }
}
