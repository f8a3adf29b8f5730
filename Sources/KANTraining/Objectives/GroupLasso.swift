/// strength·Σ √n·‖θ_e‖₂ over the spline edges of a network, one group per edge: coefficients and base weight.
struct GroupLasso: Sendable {
  let strength: Double
  /// The positions of each edge's constants in the flat vector.
  private let groups: [[Int]]

  init(_ plan: NetworkPlan, strength: Double) {
    self.strength = strength
    groups = plan.layers.flatMap { layer in
      layer.blocks.flatMap { block in
        block.sums.indices.map { e in
          (0..<block.basisCount).map { block.offset + $0 * block.sums.count + e }
            + (block.baseOffset.map { [$0 + e] } ?? [])
        }
      }
    }
  }

  /// The penalty at `parameters`.
  func value(_ parameters: [Double]) -> Double {
    groups.reduce(0) { $0 + strength * Double($1.count).squareRoot() * norm(parameters, $1) }
  }

  /// The proximal map: shortens each group by step·strength·√n, to exactly zero if it is shorter.
  ///
  /// Adaptive optimisers give each parameter its own step length; a group uses their harmonic mean, so that coefficients that
  /// affect no sample do not count.
  func shrink(_ parameters: inout [Double], steps: [Double]) {
    for group in groups {
      let step = Double(group.count) / group.reduce(0) { $0 + 1 / steps[$1] }
      let length = norm(parameters, group)
      let cut = step * strength * Double(group.count).squareRoot()
      let factor = length > cut ? 1 - cut / length : 0
      for n in group { parameters[n] *= factor }
    }
  }

  private func norm(_ parameters: [Double], _ group: [Int]) -> Double {
    group.reduce(0) { $0 + parameters[$1] * parameters[$1] }.squareRoot()
  }
}
