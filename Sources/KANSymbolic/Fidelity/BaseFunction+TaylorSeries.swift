import KANFormula
import KANModel
import RealModule

extension Network.BaseFunction {
  /// Enclosures of the Taylor coefficients b⁽ⁿ⁾(x)/n! for n = 0 … `order` on an interval; `nil` at ReLU's kink.
  func taylorCoefficients(at x: Interval, order: Int) -> [Interval]? {
    switch self {
    case .zero: return constant(Interval(0), slope: 0, order)
    case .identity: return constant(x, slope: 1, order)
    case .relu:
      if x.lower >= 0 { return constant(x, slope: 1, order) }
      return x.upper <= 0 ? constant(Interval(0), slope: 0, order) : nil
    case .silu: return Self.timesArgument(x, Self.sigmoid(x, order))
    case .gelu: return Self.timesArgument(x, Self.normalDistribution(x, order))
    }
  }

  /// The values of b on an interval.
  func image(of x: Interval) -> Interval {
    switch self {
    case .zero: return Interval(0)
    case .identity: return x
    case .relu: return Interval(max(x.lower, 0), max(x.upper, 0))
    case .silu, .gelu:
      // x·g(x) with g rising from 0 to 1.
      let g = self == .silu ? Self.sigmoid(x, 0)[0] : Self.normalDistribution(x, 0)[0]
      return x * g
    }
  }

  private func constant(_ value: Interval, slope: Double, _ order: Int) -> [Interval] {
    (0...order).map { $0 == 0 ? value : Interval($0 == 1 ? slope : 0) }
  }

  private static func timesArgument(_ x: Interval, _ g: [Interval]) -> [Interval] {
    g.indices.map { n in n == 0 ? x * g[0] : x * g[n] + g[n - 1] }
  }

  /// σ(x) = 1/(1 + e⁻ˣ): σ′ = σ − σ².
  private static func sigmoid(_ x: Interval, _ order: Int) -> [Interval] {
    let exponential = (-x).image(under: .exp) ?? .nonNegative
    var s = [(Interval(1) + exponential).reciprocal.clamped(to: Interval(0, 1)) ?? Interval(0, 1)]
    for n in 0..<order {
      s.append((s[n] - TaylorSeries.convolution(s, s, n)) / Interval(Double(n + 1)))
    }
    return s
  }

  /// Φ(x) of the normal distribution: Φ′ = φ, φ′ = −x·φ.
  private static func normalDistribution(_ x: Interval, _ order: Int) -> [Interval] {
    func value(_ x: Double) -> Interval {
      let y = 0.5 * Double.erfc(-x * 0.5.squareRoot())
      // The library's erfc is accurate to 5 units; the rounded argument changes it by a relative x²·ε.
      let margin = y * (16 + 2 * x * x) * 0x1p-52 + Double.leastNonzeroMagnitude
      return Interval(max(0, y - margin), min(1, y + margin))
    }
    let inside = x.clamped(to: Interval(-38, 38)) ?? Interval(x.lower > 0 ? 38 : -38)
    var distribution = [
      Interval(x.lower < -38 ? 0 : value(inside.lower).lower, x.upper > 38 ? 1 : value(inside.upper).upper)
    ]
    let gauss = (x.wholePower(2) * Interval(-0.5)).image(under: .exp) ?? .nonNegative
    let norm = (Interval(2) * Interval(Double.pi.nextDown, Double.pi.nextUp)).squareRoot ?? Interval(2, 3)
    var density = [gauss / norm]
    for n in 0..<order {
      let next = x * density[n] + (n > 0 ? density[n - 1] : Interval(0))
      density.append(-next / Interval(Double(n + 1)))
      distribution.append(density[n] / Interval(Double(n + 1)))
    }
    return distribution
  }
}
