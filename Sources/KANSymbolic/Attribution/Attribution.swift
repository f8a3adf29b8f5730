import KANModel

extension Network {
  /// The contribution of each edge, node and input to a network's outputs.
  ///
  /// A score is a fraction of spread: an output starts with 1, and every sum passes its own score times (spread of the edge's
  /// values) / (spread of the sum) on to each of its edges. Scores are therefore dimensionless, and scaling a column does not
  /// change them. They only order candidates; whether one may be removed is measured.
  ///
  /// Source: KAN 2.0 (arXiv 2408.10205), section 4.1, equations 9 to 11, with one addition: a factor of a product
  /// receives the share by which the product's spread changes when the factor is held at its mean.
  public struct Attribution: Hashable, Sendable, Codable {
    /// The scores of the edges, `edges[l][j][i]`; 0 for cut ones.
    package let edges: [[[Double]]]
    /// The scores of the inputs of each layer, `nodes[l][i]`; those of layer 0 are the network's inputs.
    public let nodes: [[Double]]

    /// The score of one edge; 0 for a cut edge.
    ///
    /// - Parameter address: The address of an edge of the network, which must exist.
    public subscript(address: Network.EdgeAddress) -> Double {
      edges[address.layer][address.sum][address.input]
    }

    /// The scores of the network's inputs.
    public var inputs: [Double] { nodes[0] }
  }
}
