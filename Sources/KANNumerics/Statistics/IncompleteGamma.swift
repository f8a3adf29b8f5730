import RealModule

/// The incomplete gamma function, which gives χ² probabilities.
package enum IncompleteGamma {
  /// Q(a, x) = Γ(a, x)/Γ(a), the fraction of the gamma distribution of shape `a` > 0 beyond `x` ≥ 0.
  ///
  /// A power series below the bulk of the distribution and a continued fraction above it (NIST Digital Library of Mathematical
  /// Functions, 8.11.4 and 8.9.2); relative error about 1e-13·√a.
  package static func upper(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    guard x.isFinite else { return 0 }
    let front = density(a, x)
    guard x >= a + 1 else { return max(0, 1 - front * series(a, x) / a) }
    return front * fraction(a, x)
  }

  /// x^a·e^(−x)/Γ(a). For large shapes by Stirling's series, in which the large terms of the exponent cancel exactly.
  private static func density(_ a: Double, _ x: Double) -> Double {
    guard a >= 20 else { return .exp(a * .log(x) - x - .logGamma(a)) }
    let mu = (x - a) / a
    let square = 1 / (a * a)
    let stirling = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / a
    return .exp(-a * (mu - .log(onePlus: mu)) - stirling) * (a / (2 * .pi)).squareRoot()
  }

  /// Σ xⁿ/((a + 1)…(a + n)).
  private static func series(_ a: Double, _ x: Double) -> Double {
    var (term, sum, n) = (1.0, 1.0, 1.0)
    while term > .ulpOfOne * sum / 4 {
      term *= x / (a + n)
      sum += term
      n += 1
    }
    return sum
  }

  /// 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − …)), evaluated by Lentz's method.
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    LentzFraction.value(first: x + 1 - a) { n in
      let n = Double(n)
      return (-n * (n - a), x + 2 * n + 1 - a)
    }
  }
}
