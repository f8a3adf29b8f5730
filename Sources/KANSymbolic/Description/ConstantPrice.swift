import KANFitting
import KANNumerics
import RealModule

/// The price of measured constants, in nats: each to the precision that the data give it.
///
/// Σ log(|θᵢ|/σᵢ) − ½·log det R − k/2·log 3 with standard errors σ and correlations R: the volume of the constants' own size
/// over that of what the data cannot tell apart (½·log det of the Fisher information; Bartlett et al., arXiv 2211.11461, whose
/// last term rounds to the best precision). A constant known to no digit costs its place alone.
package enum ConstantPrice {
  /// All free constants of a fit together.
  ///
  /// - Parameters:
  ///   - values: The constants θ.
  ///   - fit: Where they come from; its residuals are in units of the target's spread.
  ///   - rounding: The least residual that is believed, in the same unit: below, statistics of residuals say nothing.
  package static func of(
    _ values: [Double], fit: FitResult, rounding: Double = NoiseModel.rounding
  ) -> Double {
    guard !values.isEmpty else { return 0 }
    let errors = standardErrors(of: values, fit: fit, rounding: rounding)
    let digits = zip(values, errors).reduce(0) { $0 + one($1.0, standardError: $1.1) }
    return digits - 0.5 * logDeterminant(fit.correlation)
  }

  /// One constant by itself.
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

  /// The power of ten that a number is written with: ones and tens are for free.
  static func scale(powerOfTen: Double) -> Double { Double.log(1 + abs(powerOfTen)) }

  /// log det of a correlation matrix, by its Cholesky factor; the least where it is singular to rounding.
  private static func logDeterminant(_ correlation: Matrix) -> Double {
    let n = correlation.rows
    var factor = correlation
    var sum = 0.0
    for j in 0..<n {
      var pivot = factor[j, j]
      for k in 0..<j { pivot -= factor[j, k] * factor[j, k] }
      // Correlations beyond what fourteen digits can tell are as bad as these.
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
