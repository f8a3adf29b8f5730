import RealModule

/// The incomplete beta function, which gives the probabilities of Fisher's distribution.
package enum IncompleteBeta {
  /// I_x(a, b), the fraction of the beta distribution of shapes `a`, `b` > 0 below `x` in 0...1.
  ///
  /// A continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22); relative error about 1e-15 times the larger shape,
  /// and 1e-13 at least.
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below the mean of the distribution; above it, the other tail is computed.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - regularized(1 - x, b, a) }
    let front = Double.exp(
      a * .log(x) + b * .log(onePlus: -x) + .logGamma(a + b) - .logGamma(a) - .logGamma(b))
    return front / a
      * LentzFraction.value(first: 1) { n in
        let m = Double(n / 2)
        let numerator =
          n % 2 == 0
          ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
          : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        return (numerator, 1)
      }
  }
}
