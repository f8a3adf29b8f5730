import KANFitting
import KANNumerics
import RealModule

/// The price of measured constants, in nats, each to the precision that the data determine.
///
/// Σ log(|θᵢ|/σᵢ) − ½·log det R − k/2·log 3 with standard errors σ and correlations R: the volume given by the constants'
/// magnitudes over the volume that the data cannot resolve (½·log det of the Fisher information; Bartlett et al., arXiv 2211.11461,
/// whose last term rounds to the best precision). A constant of which no digit is known costs only its place in the structure.
package enum ConstantPrice {
  /// All free constants of a fit together.
  ///
  /// - Parameters:
  ///   - values: The constants θ.
  ///   - fit: The fit that determined them; its residuals are in units of the target's spread.
  ///   - rounding: The smallest significant residual, in the same unit: below it, statistics of residuals are meaningless.
  package static func of(
    _ values: [Double], fit: FitResult, rounding: Double = NoiseModel.rounding
  ) -> Double {
    guard !values.isEmpty else { return 0 }
    let errors = standardErrors(of: values, fit: fit, rounding: rounding)
    let digits = zip(values, errors).reduce(0) { $0 + one($1.0, standardError: $1.1) }
    return digits - 0.5 * logDeterminant(fit.correlation)
  }

  /// A single constant.
  package static func one(_ value: Double, standardError: Double) -> Double {
    let digits = Double.log(max(abs(value), standardError) / standardError) - 0.5 * Double.log(3)
    let power = value == 0 ? 0 : Double.log10(abs(value)).rounded(.down)
    return max(0, digits) + NumberPrice.sign + scale(powerOfTen: power)
  }

  /// Standard errors, none smaller than rounding allows.
  package static func standardErrors(of values: [Double], fit: FitResult, rounding: Double) -> [Double] {
    zip(values, fit.standardErrors).enumerated().map { n, pair in
      let least = rounding * max(0, fit.unscaledCovariance[n, n]).squareRoot()
      return max(pair.1.isFinite ? pair.1 : abs(pair.0), least, 4e-16 * abs(pair.0), 1e-300)
    }
  }

  /// The price of the power of ten with which a number is written.
  static func scale(powerOfTen: Double) -> Double { Double.log(1 + abs(powerOfTen)) }

  /// log det of a correlation matrix, by its Cholesky factor; bounded below where it is singular up to rounding.
  private static func logDeterminant(_ correlation: Matrix) -> Double {
    let n = correlation.rows
    var factor = correlation
    var sum = 0.0
    for j in 0..<n {
      var pivot = factor[j, j]
      for k in 0..<j { pivot -= factor[j, k] * factor[j, k] }
      // Stronger correlations than fourteen digits can resolve count as these.
      pivot = max(pivot, 1e-12)
      sum += Double.log(pivot)
      factor[j, j] = pivot.squareRoot()
      for i in (j + 1)..<max(j + 1, n) {
        var value = factor[i, j]
        for k in 0..<j { value -= factor[i, k] * factor[j, k] }
        factor[i, j] = value / factor[j, j]
      }
    }
    return sum
  }
}
