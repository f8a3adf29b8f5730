import KANModel

extension Edge {
  /// Whether the edge has no spline.
  var isWithoutSpline: Bool { if case .spline = self { false } else { true } }
}

extension Network {
  /// Cuts the spline edges whose constants are all exactly zero and adds their addresses to `cut`.
  mutating func cutZeroEdges(_ cut: inout [String]) {
    for l in layers.indices {
      for j in 0..<layers[l].factorCount {
        for i in 0..<layers[l].inputCount {
          guard case .spline(let edge) = layers[l][input: i, sum: j],
            edge.coefficients.allSatisfy({ $0 == 0 }),
            edge.baseWeight == 0 || layers[l].base == .zero
          else { continue }
          layers[l][input: i, sum: j] = .cut
          cut.append("\(Network.EdgeAddress(layer: l, input: i, sum: j))")
        }
      }
    }
  }
}
