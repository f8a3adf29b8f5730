import RealModule

extension Network.BaseFunction {
  /// b(x).
  package func value(at x: Double) -> Double {
    switch self {
    case .silu: x < -708 ? 0 : x / (1 + .exp(-x))
    case .gelu: x < -40 ? 0 : x * normalDistribution(x)
    case .relu: x < 0 ? 0 : x
    case .identity: x
    case .zero: 0
    }
  }

  /// b′(x); for SiLU σ·(1 + x·(1 − σ)) with σ = 1/(1 + e⁻ˣ), for GELU Φ + x·Φ′, for ReLU 0 at 0.
  package func derivative(at x: Double) -> Double {
    switch self {
    case .silu:
      if abs(x) > 708 { return x < 0 ? 0 : 1 }
      let sigmoid = 1 / (1 + .exp(-x))
      // 1 − σ would lose its digits at large x; 1/(1 + eˣ) keeps them.
      return sigmoid * (1 + x / (1 + .exp(x)))
    case .gelu:
      if abs(x) > 40 { return x < 0 ? 0 : 1 }
      return normalDistribution(x) + x * .exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    case .relu: return x > 0 ? 1 : x <= 0 ? 0 : .nan
    case .identity: return 1
    case .zero: return 0
    }
  }

  /// Φ(x) through erfc, which keeps its digits on the left.
  private func normalDistribution(_ x: Double) -> Double { 0.5 * .erfc(-x * 0.5.squareRoot()) }
}
