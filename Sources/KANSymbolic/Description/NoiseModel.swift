import KANNumerics
import RealModule

/// What the residuals of a law are taken to be; its parameters are estimated with the law.
package enum NoiseModel: Sendable, Hashable, Codable {
  /// Of one size σ on every row.
  case absolute
  /// Of σ·|f|: a share of every value.
  case proportional
  /// Of one size in the logarithm: every value is off by a factor, and a large one, such as two, is as likely as its inverse.
  /// The target and the law keep one sign.
  case logarithmic
  /// Of √(ρ² + f²)·σ: of one size for small values, a share of large ones.
  case both(ratio: Double)

  /// The relative size of what rounding leaves of a law in double precision, where terms cancel a little.
  package static let rounding = 1e-13

  /// N/2·log(mean square residual), with rounding as the least, and what so few rows flatter so many constants by: the
  /// correction of Hurvich & Tsai (Biometrika 76, 1989) for constants and σ.
  ///
  /// - Parameters:
  ///   - meanSquare: In units of the target's own mean square.
  ///   - rows: The number N of rows.
  ///   - constants: The number of fitted constants besides σ.
  ///   - rounding: The least residual that is believed.
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

  /// The model of noise that grows with a target's values: by factors where the target keeps its sign.
  ///
  /// Least squares of shares would rather have a law too small than too large: half the value is off by one half, twice by one.
  package static func growing(with target: [Double]) -> NoiseModel {
    keepsSign(target) ? .logarithmic : .proportional
  }

  /// Whether all values are positive, or all negative.
  static func keepsSign(_ values: [Double]) -> Bool {
    values.allSatisfy { $0 >= .leastNormalMagnitude } || values.allSatisfy { $0 <= -.leastNormalMagnitude }
  }

  /// One over the standard deviation of every row, up to a factor.
  ///
  /// - Parameter target: In units in which the ratio is given.
  package func rootWeights(_ target: [Double]) -> [Double] {
    switch self {
    case .absolute: target.map { _ in 1 }
    case .proportional, .logarithmic: target.map { 1 / max(abs($0), .leastNormalMagnitude) }
    case .both(let ratio): target.map { 1 / (ratio * ratio + $0 * $0).squareRoot() }
    }
  }

  /// The ratios that are tried, in units of the target's root mean square: steps that a likelihood hardly sees.
  private static let ratios = [1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1.0]
  /// Noise of a larger share of the law's values leaves nothing of them: such a law tells how large the target is, not what it is.
  private static let largestShare = 1.0
  /// Nats by which factors must be likelier than shares: where they are small the two are one.
  private static let worthOfFactors = 3.0

  /// The model under which a law's residuals are likeliest, its parameters paid for, and the misfit there.
  ///
  /// The size of the noise follows the law's own values, as a density of the target wants it.
  ///
  /// - Parameters:
  ///   - fitted: The law's values.
  ///   - target: The measured ones.
  ///   - weights: Of the rows, with mean 1; `nil` for equal ones.
  ///   - constants: The number of fitted constants of the law.
  ///   - statedVariance: The variance of a row of weight 1, where errors of measurement are stated: the misfit is then χ²/2.
  /// - Returns: The model, the misfit under it, and the misfit under noise of one size.
  package static func likeliest(
    fitted: [Double], target: [Double], weights: [Double]? = nil, constants: Int,
    statedVariance: Double? = nil
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
    // A share of nothing is no noise: where the law is zero, only noise of one size explains a target.
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
      var square = 0.0
      var logSize = 0.0
      for s in target.indices {
        // A density of logarithms is one of values over the value.
        let size = model.size(of: model == .logarithmic ? target[s] : fitted[s], scale: scale)
        let r = model == .logarithmic ? Double.log(target[s] / fitted[s]) : (target[s] - fitted[s]) / size
        let w = weights?[s] ?? 1
        square += w * (r * r + rounding * rounding)
        if model != .absolute { logSize += w * Double.log(size / scale) }
      }
      if model.isShare, square > Self.largestShare * Self.largestShare * n { continue }
      var misfit = n / 2 * Double.log(max(square / n, .leastNormalMagnitude)) + logSize + base
      if case .both = model { misfit += parameterPrice }
      let rank = model == .logarithmic ? misfit + worthOfFactors : misfit
      if model == .absolute { absoluteMisfit = misfit }
      if rank < best.rank { best = (model, misfit, rank) }
    }
    return (best.model, best.misfit, absoluteMisfit)
  }

  /// What a law leaves on every row in units of the noise there, up to a factor that is the same for all; not finite where the law is
  /// impossible.
  ///
  /// - Parameter fitted: The law's values.
  package func residuals(of target: [Double], from fitted: [Double]) -> [Double] {
    zip(target, fitted).map { t, f in
      self == .logarithmic
        ? Double.log(t / f) : (t - f) / max(size(of: f, scale: 1), .leastNormalMagnitude)
    }
  }

  /// Whether large values have noise of a share of them.
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
