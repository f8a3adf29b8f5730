import KANNumerics
import RealModule

/// A model of the residuals of a law; its parameters are estimated together with the law.
package enum NoiseModel: Sendable, Hashable, Codable {
  /// Noise of one size σ on every row.
  case absolute
  /// Noise of size σ·|f|: a share of every value.
  case proportional
  /// Noise of one size in the logarithm: every value is off by a factor, and a large factor, such as two, is as likely as its
  /// inverse. The target and the law do not change sign.
  case logarithmic
  /// Noise of size √(ρ² + f²)·σ: constant for small values, a share of large ones.
  case both(ratio: Double)

  /// The relative size of rounding errors of a law in double precision, with slight cancellation of terms.
  package static let rounding = 1e-13

  /// N/2·log(mean square residual), bounded below by rounding, with the small-sample correction of Hurvich & Tsai (Biometrika 76,
  /// 1989) for constants and σ.
  ///
  /// - Parameters:
  ///   - meanSquare: The mean square residual, in units of the target's own mean square.
  ///   - rows: The number N of rows.
  ///   - constants: The number of fitted constants besides σ.
  ///   - rounding: The smallest significant residual.
  package static func misfit(
    meanSquare: Double, rows: Int, constants: Int, rounding: Double = NoiseModel.rounding
  ) -> Double {
    let n = Double(rows)
    return n / 2 * Double.log(meanSquare + rounding * rounding)
      + smallSample(rows: rows, constants: constants)
  }

  private static func smallSample(rows: Int, constants: Int) -> Double {
    let k = Double(constants + 1)
    let spare = Double(rows) - k - 1
    return spare > 0 ? k * (k + 1) / spare : .infinity
  }

  /// The model of noise that grows with a target's values: logarithmic if the target does not change sign.
  ///
  /// Least squares of shares would prefer a law that is too small to one that is too large: half the value is off by one half,
  /// twice the value by one.
  package static func growing(with target: [Double]) -> NoiseModel {
    keepsSign(target) ? .logarithmic : .proportional
  }

  /// Whether all values are positive, or all negative, and none is so small that it has lost digits.
  static func keepsSign(_ values: [Double]) -> Bool {
    values.allSatisfy { $0 >= .leastNormalMagnitude } || values.allSatisfy { $0 <= -.leastNormalMagnitude }
  }

  /// The inverse standard deviation of every row, up to a factor.
  ///
  /// - Parameter target: The target, in the units of the ratio.
  package func rootWeights(_ target: [Double]) -> [Double] {
    switch self {
    case .absolute: target.map { _ in 1 }
    case .proportional, .logarithmic: target.map { 1 / max(abs($0), .leastNormalMagnitude) }
    case .both(let ratio): target.map { 1 / (ratio * ratio + $0 * $0).squareRoot() }
    }
  }

  /// The ratios that are tried, in units of the target's root mean square: the steps hardly affect the likelihood.
  private static let ratios = [1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1.0]
  /// The largest share of the law's values that counts as noise: beyond it a law describes only the magnitude of the target.
  private static let largestShare = 1.0
  /// Nats by which logarithmic noise must be more likely than proportional noise: for small noise the two coincide.
  private static let worthOfFactors = 3.0

  /// The model under which a law's residuals are most likely, including the price of its parameters, and the misfit under it.
  ///
  /// The size of the noise depends on the law's own values, as required for a density of the target.
  ///
  /// - Parameters:
  ///   - fitted: The law's values.
  ///   - target: The measured values.
  ///   - weights: The weights of the rows, with mean 1; `nil` for equal ones.
  ///   - constants: The number of fitted constants of the law.
  ///   - statedVariance: The variance of a row of weight 1, if errors of measurement are stated: the misfit is then χ²/2.
  ///   - variances: The variances that the targets have in any case, if known: a smaller residual is no better.
  /// - Returns: The model, the misfit under it, and the misfit under noise of one size.
  package static func likeliest(
    fitted: [Double], target: [Double], weights: [Double]? = nil, constants: Int,
    statedVariance: Double? = nil, variances: [Double]? = nil
  ) -> (model: NoiseModel, misfit: Double, absoluteMisfit: Double) {
    if let statedVariance {
      let square = target.indices.reduce(0.0) { sum, s in
        let r = target[s] - fitted[s]
        return sum + (weights?[s] ?? 1) * r * r
      }
      let misfit = square.isFinite ? square / statedVariance / 2 : .infinity
      return (.absolute, misfit, misfit)
    }
    let n = Double(target.count)
    let meanSquareTarget = target.sumOfSquares / n
    guard meanSquareTarget > 0, fitted.allSatisfy(\.isFinite) else {
      return (.absolute, .infinity, .infinity)
    }
    let scale = meanSquareTarget.squareRoot()
    // A share of zero is zero: where the law is zero, only noise of one size explains a target.
    let isNowhereZero = fitted.allSatisfy { abs($0) >= .leastNormalMagnitude }
    var models: [NoiseModel] = isNowhereZero ? [.absolute, .proportional] : [.absolute]
    models += ratios.map { .both(ratio: $0 * scale) }
    if keepsSign(target), keepsSign(fitted), (target[0] > 0) == (fitted[0] > 0) {
      models.append(.logarithmic)
    }
    let parameterPrice = 0.5 * Double.log(n) + Double.log(Double(ratios.count))
    let base = smallSample(rows: target.count, constants: constants)
    var best: (model: NoiseModel, misfit: Double, rank: Double) = (.absolute, .infinity, .infinity)
    var absoluteMisfit = Double.infinity
    for model in models {
      var (square, logSize, leastSquare) = (0.0, 0.0, 0.0)
      for s in target.indices {
        // A density of logarithms is a density of values divided by the value.
        let size = model.size(of: model == .logarithmic ? target[s] : fitted[s], scale: scale)
        let r = model == .logarithmic ? Double.log(target[s] / fitted[s]) : (target[s] - fitted[s]) / size
        let w = weights?[s] ?? 1
        square += w * (r * r + rounding * rounding)
        if let variances {
          let own = model == .logarithmic ? target[s] : size
          leastSquare += w * variances[s] / (own * own)
        }
        if model != .absolute { logSize += w * Double.log(size / scale) }
      }
      if model.isShare, square > Self.largestShare * Self.largestShare * n { continue }
      let variance = max(square / n, leastSquare / n, .leastNormalMagnitude)
      var misfit = n / 2 * (Double.log(variance) + min(0, square / n / variance - 1)) + logSize + base
      if case .both = model { misfit += parameterPrice }
      let rank = model == .logarithmic ? misfit + worthOfFactors : misfit
      if model == .absolute { absoluteMisfit = misfit }
      if rank < best.rank { best = (model, misfit, rank) }
    }
    return (best.model, best.misfit, absoluteMisfit)
  }

  /// The residual of every row in units of the noise there, up to a common factor; not finite where the law is impossible.
  ///
  /// - Parameter fitted: The law's values.
  package func residuals(of target: [Double], from fitted: [Double]) -> [Double] {
    zip(target, fitted).map { t, f in
      self == .logarithmic
        ? Double.log(t / f) : (t - f) / max(size(of: f, scale: 1), .leastNormalMagnitude)
    }
  }

  /// Whether the noise of large values is a share of them.
  private var isShare: Bool {
    switch self {
    case .absolute, .logarithmic: false
    case .proportional, .both: true
    }
  }

  /// The size of the noise of a value, up to a factor.
  private func size(of value: Double, scale: Double) -> Double {
    switch self {
    case .absolute: scale
    case .proportional, .logarithmic: abs(value)
    case .both(let ratio): (ratio * ratio + value * value).squareRoot()
    }
  }
}
