import KANModel

/// A part that pruning may remove.
package enum PruningTarget: Hashable, Sendable, Codable {
  /// An input of the network, by index: all its edges are removed, its column is kept and ignored.
  case input(Int)
  /// A hidden node: output `index` of layer `layer`.
  case node(layer: Int, index: Int)
  /// One edge.
  case edge(Network.EdgeAddress)
}

extension PruningTarget: CustomStringConvertible {
  /// A description for readers: `input 2`, `node 1 of layer 0`, `edge 0,1,0`.
  package var description: String {
    switch self {
    case .input(let i): "input \(i)"
    case .node(let layer, let index): "node \(index) of layer \(layer)"
    case .edge(let address): "edge \(address)"
    }
  }

  /// The edges that are removed with it.
  func edges(of network: Network) -> [Network.EdgeAddress] {
    switch self {
    case .edge(let address): [address]
    case .input(let i): network.edges(leaving: i, layer: 0)
    case .node(let l, let node):
      network.layers[l].sums(ofOutput: node).flatMap { j in
        (0..<network.layers[l].inputCount).map { Network.EdgeAddress(layer: l, input: $0, sum: j) }
      } + network.edges(leaving: node, layer: l + 1)
    }
  }
}

extension Network {
  fileprivate func edges(leaving input: Int, layer: Int) -> [Network.EdgeAddress] {
    (0..<layers[layer].factorCount).map { Network.EdgeAddress(layer: layer, input: input, sum: $0) }
  }
}
