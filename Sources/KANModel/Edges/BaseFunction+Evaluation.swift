import Foundation

extension BaseFunction {
  /// b(x).
  public func value(at x: Double) -> Double {
    switch self {
    case .silu: x < -708 ? 0 : x / (1 + exp(-x))
    case .identity: x
    case .zero: 0
    }
  }

  /// b′(x); for SiLU σ·(1 + x·(1 − σ)) with σ = 1/(1 + e⁻ˣ).
  public func derivative(at x: Double) -> Double {
    switch self {
    case .silu:
      if abs(x) > 708 { return x < 0 ? 0 : 1 }
      let sigmoid = 1 / (1 + exp(-x))
      // 1 − σ would lose its digits at large x; 1/(1 + eˣ) keeps them.
      return sigmoid * (1 + x / (1 + exp(x)))
    case .identity: return 1
    case .zero: return 0
    }
  }
}
