extension Network {
  /// The fixed function b that every spline edge of a layer may add with its own weight.
  public enum BaseFunction: String, Hashable, Sendable, Codable, CaseIterable {
    /// x / (1 + e⁻ˣ), the choice of the KAN paper (arXiv 2404.19756).
    case silu
    /// x·Φ(x) with the normal distribution's Φ, exact and not its tanh approximation.
    case gelu
    /// max(x, 0).
    case relu
    /// x itself.
    case identity
    /// None: the edge is a pure spline and its base weight is not trained.
    case zero
  }
}
