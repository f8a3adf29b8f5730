extension TrainingOptions {
  /// A penalty that is added to the loss to make a network simpler.
  public enum Penalty: Hashable, Sendable, Codable {
    /// No penalty.
    case none
    /// strength·Σ over layers of (l1·|Φ| + entropy·S) with |Φ| the sum of the edges' mean |φ| and S the entropy of
    /// their shares in it. Source: KAN, arXiv 2404.19756, eqs. 2.17–2.20.
    case sparsity(strength: Double, l1: Double = 1, entropy: Double = 2)
    /// strength·Σ over spline edges of √n·‖(c, w)‖₂ for n constants of the edge, applied as a proximal step, so that
    /// whole edges become exactly zero. Source: Yuan & Lin, J. R. Stat. Soc. B 68 (2006) 49. For Adam.
    case groupLasso(strength: Double)
    /// strength·‖θ‖² over all parameters (Tikhonov). For Adam its own `weightDecay` is usually the better choice.
    case ridge(strength: Double)

    /// The strength of a ridge; 0 for any other penalty.
    var ridgeStrength: Double { if case .ridge(let strength) = self { strength } else { 0 } }
  }
}
