extension Network {
  /// The same function without the nodes that have no effect.
  ///
  /// A hidden node that depends on no input is a constant: its outgoing edges are evaluated there and added to the biases of the
  /// next layer. A hidden node whose value is not used is removed with its edges. A product with a constant factor becomes a
  /// product of fewer factors or a plain sum. Predictions do not change beyond rounding, except that 0 takes the place of 0 · NaN.
  ///
  /// Outputs, inputs and the last node of a layer always stay; an output's product keeps two factors, since becoming a sum would
  /// change the order of the outputs. Addresses change: sums move before products.
  public func removingDeadNodes() -> Network {
    var network = self
    for l in layers.indices { network.foldConstants(intoLayer: l) }
    for l in layers.indices.dropLast().reversed() { network.removeUnusedNodes(ofLayer: l) }
    return network
  }

  /// Moves constants of layer l − 1 into the biases of layer l, and simplifies the products of layer l.
  private mutating func foldConstants(intoLayer l: Int) {
    if l > 0 {
      for (i, node) in layers[l - 1].nodes.enumerated() {
        if let value = node.constant { fold(value, ofInput: i, intoLayer: l) }
      }
    }
    let isLast = l == layers.count - 1
    setNodes(layers[l].nodes.map { $0.foldingConstantFactors(mayBecomeSum: !isLast) }, ofLayer: l)
  }

  private mutating func fold(_ value: Double, ofInput i: Int, intoLayer l: Int) {
    let contributions = (0..<layers[l].factorCount).map { j in
      edgeValues(at: Network.EdgeAddress(layer: l, input: i, sum: j), [value])[0]
    }
    // An edge without a value there stays: it would make the bias NaN.
    guard contributions.allSatisfy(\.isFinite) else { return }
    for (j, contribution) in contributions.enumerated() {
      layers[l].biases[j] += contribution
      layers[l][input: i, sum: j] = .cut
    }
  }

  private mutating func removeUnusedNodes(ofLayer l: Int) {
    let next = layers[l + 1]
    let nodes = layers[l].nodes
    var kept = nodes.indices.filter { i in
      (0..<next.factorCount).contains { !next[input: i, sum: $0].isCut }
    }
    guard kept.count < nodes.count else { return }
    if kept.isEmpty {
      // A layer needs a node; one without inputs allows the nodes before it to be removed.
      kept = [0]
      setNodes(
        [LayerNode(factors: [.constant(0, inputCount: layers[l].inputCount)])], keeping: kept, ofLayer: l)
    } else {
      setNodes(kept.map { nodes[$0] }, keeping: kept, ofLayer: l)
    }
  }

  /// Replaces the nodes of a layer, where `keeping` gives their previous output indices, and reorders the next layer's inputs
  /// accordingly.
  private mutating func setNodes(_ nodes: [LayerNode], keeping: [Int]? = nil, ofLayer l: Int) {
    let (layer, order) = layers[l].replacing(nodes: nodes)
    layers[l] = layer
    let origins = order.map { keeping?[$0] ?? $0 }
    if l + 1 < layers.count { layers[l + 1] = layers[l + 1].selecting(inputs: origins) }
  }
}
