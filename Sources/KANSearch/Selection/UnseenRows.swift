import KANNumerics
import KANSymbolic
import RealModule

/// The rows on which laws are judged, each with constants fitted without it: the errors of laws under the noise of the table, and
/// whether one is better beyond chance.
struct UnseenRows: Sendable {
  /// The numbers on which decisions depend.
  private enum Limits {
    /// The number of rows below which no difference is significant.
    static let leastRows = 8
    /// The probability below which a lead is not chance, for the few laws that are compared.
    static let chance = 1.0 / 160
    /// The largest ratio of its mean square to that of the other.
    static let worthwhile = 0.9
    /// Residuals are limited to this many typical ones, so that a few rows do not dominate.
    static let typicalResiduals = 7.0
    /// The share of the typical value below which a value does not determine its noise.
    static let leastSize = 1e-2
  }

  private var target: [Double]
  private var weights: [Double]?
  /// The size below which values of the target do not determine their noise.
  private let leastSize: Double

  init(_ rows: ExpressionRefiner) {
    target = rows.target
    weights = rows.rootWeights
    leastSize = Limits.leastSize * rows.target.typicalMagnitude
  }

  /// Some of the rows.
  func selecting(_ places: [Int]) -> UnseenRows {
    var rows = self
    rows.target = places.map { target[$0] }
    rows.weights = weights.map { all in places.map { all[$0] } }
    return rows
  }

  /// The inverse noise of every row, up to a factor: the noise of a row is that of its measured value, the same for all laws.
  private func rootWeights(_ noise: NoiseModel) -> [Double] {
    noise.rootWeights(target.map { max(abs($0), leastSize) })
  }

  var count: Int { target.count }

  /// The noise for a comparison. Shares of measured values would prefer laws that are too small, so factors are used instead if
  /// values do not change sign.
  private func compared(_ noise: NoiseModel) -> NoiseModel {
    noise == .proportional ? .growing(with: target) : noise
  }

  /// The quantity to which errors under a noise refer.
  func measure(under noise: NoiseModel) -> Discovery.Account.ErrorMeasure {
    switch compared(noise) {
    case .absolute: .values
    case .proportional, .both: .weighted
    case .logarithmic: .logarithms
    }
  }

  /// √(mean square residual) over the target's own spread, in units of the noise of every row: of logarithms if noise is a factor,
  /// of rows weighted by it if it is not of one size; infinite if the law is impossible.
  func error(of predictions: [Double], under noise: NoiseModel) -> Double {
    guard predictions.count == count else { return .infinity }
    let noise = compared(noise)
    let (values, fitted, own): ([Double], [Double], [Double])
    if noise == .logarithmic {
      values = target.map { Double.log(abs($0)) }
      fitted = zip(predictions, target).map { $0 * $1 > 0 ? Double.log(abs($0)) : .infinity }
      own = weights ?? target.map { _ in 1 }
    } else {
      (values, fitted) = (target, predictions)
      own = zip(rootWeights(noise), weights ?? target.map { _ in 1 }).map { $0 * $1 }
    }
    let squares = own.map { $0 * $0 }
    let mean = values.mean(weights: squares)
    var (left, all) = (0.0, 0.0)
    for s in values.indices {
      left += squares[s] * (values[s] - fitted[s]) * (values[s] - fitted[s])
      all += squares[s] * (values[s] - mean) * (values[s] - mean)
    }
    return left.isFinite && all > 0 ? (left / all).squareRoot() : .infinity
  }

  /// Whether one law is better than another on these rows, beyond chance and without the row that favours it most.
  ///
  /// - Parameters:
  ///   - predictions: The predictions of the first law.
  ///   - others: The predictions of the second law.
  ///   - noise: The noise under which both are compared.
  func prefer(_ predictions: [Double], over others: [Double], under noise: NoiseModel) -> Bool {
    guard count >= Limits.leastRows, predictions.count == count, others.count == count else { return false }
    let compared = compared(noise)
    let (first, second) = (residuals(predictions, compared), residuals(others, compared))
    let gains = zip(second, first).map { $0 * $0 - $1 * $1 }
    let telling = gains.indices.filter { gains[$0].isFinite }.max { gains[$0] < gains[$1] }
    let places = target.indices.filter { $0 != telling }
    return chance(
      ofLeadOf: ScaledResiduals(places.map { first[$0] }), over: ScaledResiduals(places.map { second[$0] }))
      < Limits.chance
  }

  /// The probability that chance alone lets one law lead another by at least this much on these rows: a paired comparison, which
  /// noise that both leave does not disturb. 1 if its lead is not worthwhile.
  ///
  /// - Parameters:
  ///   - predictions: The predictions of the first law.
  ///   - others: The predictions of the second law.
  ///   - noise: The noise under which both are compared.
  func chance(ofLeadOf predictions: [Double], over others: [Double], under noise: NoiseModel) -> Double {
    guard let first = residuals(of: predictions, under: noise),
      let second = residuals(of: others, under: noise)
    else { return 1 }
    return chance(ofLeadOf: first, over: second)
  }

  /// The residuals of one law in units of the noise, computed once for many comparisons.
  struct ScaledResiduals: Sendable {
    fileprivate let values: [Double]
    fileprivate let typical: Double
    fileprivate let areFinite: Bool

    fileprivate init(_ values: [Double]) {
      self.values = values
      areFinite = values.allSatisfy(\.isFinite)
      typical = areFinite ? values.typicalMagnitude : .infinity
    }
  }

  /// The residuals of a law under a noise; `nil` if its predictions are not known.
  func residuals(of predictions: [Double], under noise: NoiseModel) -> ScaledResiduals? {
    predictions.count == count ? ScaledResiduals(residuals(predictions, compared(noise))) : nil
  }

  /// The same probability for known residuals.
  func chance(ofLeadOf first: ScaledResiduals, over second: ScaledResiduals) -> Double {
    guard first.areFinite else { return 1 }
    guard second.areFinite else { return 0 }
    let limit = Limits.typicalResiduals * max(first.typical, second.typical)
    func limited(_ residuals: [Double]) -> [Double] {
      limit > 0 ? residuals.map { max(-limit, min(limit, $0)) } : residuals
    }
    let (left, before) = (limited(first.values), limited(second.values))
    guard left.sumOfSquares < Limits.worthwhile * before.sumOfSquares else { return 1 }
    return Chance.probability(ofLeadOf: left, over: before)
  }

  /// Residuals in units of the noise.
  private func residuals(_ predictions: [Double], _ noise: NoiseModel) -> [Double] {
    let sizes = noise == .logarithmic ? nil : rootWeights(noise)
    return target.indices.map { s in
      let r =
        sizes.map { (target[s] - predictions[s]) * $0[s] } ?? Double.log(target[s] / predictions[s])
      return r * (weights?[s] ?? 1)
    }
  }
}
