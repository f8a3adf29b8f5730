/// The one-dimensional function φ that connects an input of a layer with one of its sums.
package enum Edge: Hashable, Sendable, Codable {
  /// A learnable curve: w·b(x) + Σₙ cₙ·Bₙ(x).
  case spline(SplineEdge)
  /// A closed form: Σₘ aₘ·fₘ(bₘ·x + cₘ) + d.
  case symbolic(SymbolicEdge)
  /// No connection: φ = 0.
  case cut
}
