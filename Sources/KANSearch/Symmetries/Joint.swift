import KANModel

/// The combination of functions of disjoint groups of inputs to a target.
struct Joint: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case sum, product }

  let kind: Kind
  /// The inputs of every function, at least two groups.
  let groups: [[Int]]

  /// The shape of a network that has only this form once `separating` has cut its edges.
  ///
  /// - Parameter width: Nodes of the hidden layer, at least one per group.
  func shape(inputs: Int, width: Int) -> Network.Shape {
    switch kind {
    case .sum: return Network.Shape([inputs, max(width, groups.count), 1])
    case .product:
      let product = Network.Shape.Level(sumCount: 0, productArities: [groups.count])
      // A factor of one input is one curve.
      if groups.allSatisfy({ $0.count == 1 }) { return Network.Shape(inputCount: inputs, levels: [product]) }
      return Network.Shape(
        inputCount: inputs, levels: [.init(sumCount: max(width, groups.count)), product])
    }
  }

  /// A network of this shape with the edges from one group to the function of another cut, and without a constant added to a product.
  func separating(_ network: Network) -> Network {
    var result = network
    for j in 0..<network.layers[0].factorCount {
      let own = Set(groups[j % groups.count])
      for i in 0..<network.layers[0].inputCount where !own.contains(i) {
        result.layers[0][input: i, sum: j] = .cut
      }
    }
    guard kind == .product else { return result }
    // A product plus a number would be a different function.
    for j in result.outputs.indices { result.outputs[j].shift = 0 }
    guard network.layers.count > 1 else { return result }
    for factor in 0..<network.layers[1].factorCount {
      for node in 0..<network.layers[1].inputCount where node % groups.count != factor {
        result.layers[1][input: node, sum: factor] = .cut
      }
    }
    return result
  }
}
