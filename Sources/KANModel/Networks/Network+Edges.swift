extension Network {
  /// The edge at an address; `precondition`s that it exists, `edge(at:)` throws instead.
  package subscript(address: Network.EdgeAddress) -> Edge {
    get { layers[address.layer][input: address.input, sum: address.sum] }
    set { layers[address.layer][input: address.input, sum: address.sum] = newValue }
  }

  /// The edge at an address that a user gave.
  ///
  /// - Throws: `ModelError.noSuchEdge` if the network has none.
  package func edge(at address: Network.EdgeAddress) throws(ModelError) -> Edge {
    guard layers.indices.contains(address.layer),
      (0..<layers[address.layer].inputCount).contains(address.input),
      (0..<layers[address.layer].factorCount).contains(address.sum)
    else { throw .noSuchEdge(address, shape: shape.description) }
    return self[address]
  }

  /// The addresses of all edges that are not cut, by layer, sum, input.
  public var edgeAddresses: [Network.EdgeAddress] { allEdgeAddresses.filter { !self[$0].isCut } }

  /// The addresses of all edges, cut ones included.
  package var allEdgeAddresses: [Network.EdgeAddress] {
    layers.indices.flatMap { l in
      (0..<layers[l].factorCount).flatMap { j in
        (0..<layers[l].inputCount).map { i in Network.EdgeAddress(layer: l, input: i, sum: j) }
      }
    }
  }

  /// The number of constants that training may change.
  ///
  /// A spline has its coefficients and, if its layer has a base function, its weight; a symbolic edge the amplitude of each term
  /// and those of rate and shift that its gauge leaves free; a sum its bias, which includes the offsets of its symbolic edges.
  public var parameterCount: Int {
    layers.reduce(0) { total, layer in
      total + layer.biases.count
        + layer.edges.reduce(0) { sum, edge in
          switch edge {
          case .spline(let edge): sum + edge.coefficients.count + (layer.base == .zero ? 0 : 1)
          case .symbolic(let edge):
            sum
              + edge.terms.reduce(0) {
                $0 + 1 + ($1.symbol.gauge.hasRate ? 1 : 0) + ($1.symbol.gauge.hasShift ? 1 : 0)
              }
          case .cut: sum
          }
        }
    }
  }
}
