import RealModule

/// L1 and entropy of the edges' mean magnitudes, with derivatives.
struct SparsityPenalty: Sendable {
  let strength: Double
  let l1: Double
  let entropy: Double

  /// The penalty and its derivative with respect to each mean magnitude.
  ///
  /// With m_e the magnitudes of a layer and M = Σ m_e: P = l1·M − entropy·Σ p_e·log p_e, p_e = m_e/M, and
  /// ∂P/∂m_e = l1 − entropy·(log p_e + S)/M.
  ///
  /// - Parameter magnitudes: The mean |φ| of each edge of each layer.
  func evaluate(_ magnitudes: [[Double]]) -> (value: Double, slopes: [[Double]]) {
    var value = 0.0
    let slopes = magnitudes.map { layer in
      let total = layer.reduce(0, +)
      guard total > 0 else { return [Double](repeating: strength * l1, count: layer.count) }
      // An edge of magnitude 0 has share 0 and adds nothing; the floor keeps its logarithm finite.
      let logs = layer.map { Double.log(max($0 / total, 1e-12)) }
      let disorder = -zip(layer, logs).reduce(0) { $0 + $1.0 / total * $1.1 }
      value += strength * (l1 * total + entropy * disorder)
      return logs.map { strength * (l1 - entropy * ($0 + disorder) / total) }
    }
    return (value, slopes)
  }
}
