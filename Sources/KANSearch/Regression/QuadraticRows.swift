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
  /// The magnitudes of the target in units of a typical one.
  private let magnitudes: [Double]
  /// The function of the target on the rows, in units of `size`, and the inverse errors of it up to a factor.
  private var values: [Double]
  private var weights: [Double]
  private let size: Double
  /// The power q of the target; `nil` if the form is one of its logarithm.
  private let power: Double?
  private let weighting: Weighting
  /// Whether the target is negative.
  let isNegative: Bool
  /// The positions of the inputs that are positive on all rows of the table, so that they may have any exponent.
  let positiveInputs: [Int]

  var count: Int { values.count }
  var inputCount: Int { columns.count }

  /// Columns that are shorter than this outside of the others are combinations of them.
  private static let independence = 1e-11
  /// The nats that a term costs for its place in a formula, in addition to half the logarithm of the number of rows for its constant.
  private static let natsOfTerm = 3.0
  /// The share of a typical value below which a relative error is meaningless.
  private static let smallestValue = 0.05
  /// The number of times that rows are weighted by the fit instead of by measured values, and the largest ratio of both.
  private static let (rounds, largestRatio) = (4, 4.0)

  /// - Parameter transform: A power or the logarithm.
  /// - Returns: `nil` if the target is zero or changes its sign on the rows.
  init?(_ problem: Subproblem, rows: [Int], _ transform: TargetTransform, _ weighting: Weighting) {
    guard rows.map({ problem.values[$0] }).keepsSign else { return nil }
    power = if case .power(let power) = transform { power.doubleValue } else { nil }
    self.weighting = weighting
    let all = problem.inputs.map { problem.table.inputs[$0] }
    units = all.map { max($0.typicalMagnitude, .leastNormalMagnitude) }
    columns = zip(all, units).map { column, unit in rows.map { column[$0] / unit } }
    let sizes = rows.map { abs(problem.values[$0]) }
    let unit = max(sizes.typicalMagnitude, .leastNormalMagnitude)
    magnitudes = sizes.map { $0 / unit }
    size = power.map { .pow(unit, $0) } ?? 1
    offsetOfLogarithms = power == nil ? .log(unit) : 0
    isNegative = rows.allSatisfy { problem.values[$0] < 0 }
    positiveInputs = all.indices.filter { all[$0].allSatisfy { $0 > 0 } }
    (values, weights) = ([], [])
    values = magnitudes.map(value(at:))
    weights = magnitudes.map(weight(at:))
  }

  /// The logarithm of the unit of the magnitudes, if the form is one of the logarithm.
  private let offsetOfLogarithms: Double

  private func value(at u: Double) -> Double { power.map { .pow(u, $0) } ?? .log(u) }

  private func slope(at u: Double) -> Double { power.map { $0 * .pow(u, $0 - 1) } ?? 1 / u }

  private func weight(at u: Double) -> Double {
    switch weighting {
    case .rounding: 1 / max(abs(value(at: u)), Self.smallestValue)
    case .absoluteNoise: 1 / abs(slope(at: u))
    case .proportionalNoise: 1 / (abs(slope(at: u)) * u)
    }
  }

  /// The same rows, with errors and values to first order around a fit: the function of a noisy value is biased, and its error wrong
  /// (iteratively reweighted least squares; Nelder and Wedderburn, J. Royal Statistical Society A 135, 1972).
  private func linearised(around fitted: [Double]) -> QuadraticRows {
    var rows = self
    for s in fitted.indices {
      let u = power.map { fitted[s] > 0 ? .pow(fitted[s], 1 / $0) : 0 } ?? .exp(fitted[s])
      let expected = min(max(u, magnitudes[s] / Self.largestRatio), magnitudes[s] * Self.largestRatio)
      rows.values[s] = value(at: expected) + slope(at: expected) * (magnitudes[s] - expected)
      rows.weights[s] = weight(at: expected)
    }
    return rows
  }

  /// The weighted values.
  private var target: [Double] { zip(values, weights).map { $0 * $1 } }

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
    guard let fit = Fit(terms.map { column($0, factor) }, target) else { return .infinity }
    return error(fit)
  }

  private func error(_ fit: Fit) -> Double {
    (fit.variance * Double(count) / target.sumOfSquares).squareRoot()
  }

  /// The rows linearised around the full form.
  private func linearised(_ scaling: Scaling) -> QuadraticRows {
    guard weighting.isNoisy else { return self }
    let (terms, factor) = (terms, factor(scaling))
    var rows = self
    for _ in 0..<Self.rounds {
      let columns = terms.map { rows.column($0, factor) }
      guard let fit = Fit(columns, rows.target) else { break }
      let fitted = rows.weights.indices.map { s in
        columns.indices.reduce(0.0) { $0 + fit.constants[$1] * columns[$1][s] } / rows.weights[s]
      }
      guard fitted.allSatisfy(\.isFinite) else { break }
      rows = linearised(around: fitted)
    }
    return rows
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
  func form(_ scaling: Scaling) -> QuadraticFit? { linearised(scaling).reducedForm(scaling) }

  /// The same on these rows as they are: the least significant term is removed and the others are fitted again, until all are significant.
  private func reducedForm(_ scaling: Scaling) -> QuadraticFit? {
    let target = target
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
    var offset = power == nil ? offsetOfLogarithms : nil
    var found: [QuadraticFit.FittedTerm] = []
    for (k, term) in terms.enumerated() {
      var unit = size
      switch term {
      case .product([]) where power == nil:
        offset? += unit * fit.constants[k]
        continue
      case .product(let positions): unit = positions.reduce(size * scale) { $0 / units[$1] }
      // log(x/unit) = log x − log unit.
      case .logarithm(let position): offset? -= unit * fit.constants[k] * .log(units[position])
      }
      found.append(
        QuadraticFit.FittedTerm(
          term: term, constant: unit * fit.constants[k], error: abs(unit) * fit.errors[k]))
    }
    guard found.allSatisfy({ $0.constant.isFinite }), offset?.isFinite != false else { return nil }
    return QuadraticFit(
      terms: found, scaling: scaling, offset: offset, error: error(fit))
  }
}
