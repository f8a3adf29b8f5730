import KANModel

extension Network {
  /// The network without some edges; each leaves its mean over the samples in the bias of its sum, so that
  /// cutting a constant edge costs nothing. `flow` are the activations of this network on the samples.
  func cutting(_ addresses: [Network.EdgeAddress], flow: Activations, spread: Spread) -> Network {
    var network = self
    for address in addresses where !self[address].isCut {
      let values = edgeValues(at: address, flow.layerInputs[address.layer][address.input])
      network[address] = .cut
      network.layers[address.layer].biases[address.sum] += spread.mean(values)
    }
    return network
  }

  /// The same function without the edges that do not matter: those from nodes that are constant, whose values
  /// go into biases, and those into nodes that nothing reads. `nil` if an output depends on no input any more.
  func withoutDeadEdges() -> Network? {
    var network = self
    var constants = [Double?](repeating: nil, count: inputs.count)
    for l in layers.indices {
      network.foldConstants(constants, intoLayer: l)
      constants = network.layers[l].constantOutputs
    }
    guard constants.allSatisfy({ $0 == nil }) else { return nil }

    for l in layers.indices.dropLast().reversed() {
      let next = network.layers[l + 1]
      for node in 0..<network.layers[l].outputCount {
        guard (0..<next.factorCount).allSatisfy({ next[input: node, sum: $0].isCut }) else { continue }
        for j in network.layers[l].sums(ofOutput: node) {
          for i in 0..<network.layers[l].inputCount { network.layers[l][input: i, sum: j] = .cut }
        }
      }
    }
    return network
  }

  private mutating func foldConstants(_ constants: [Double?], intoLayer l: Int) {
    for (i, constant) in constants.enumerated() {
      guard let constant else { continue }
      for j in 0..<layers[l].factorCount where !layers[l][input: i, sum: j].isCut {
        layers[l].biases[j] += edgeValues(at: Network.EdgeAddress(layer: l, input: i, sum: j), [constant])[0]
        layers[l][input: i, sum: j] = .cut
      }
    }
  }
}

extension Layer {
  /// The values of the outputs that no edge reaches, and of products with a factor that is zero.
  fileprivate var constantOutputs: [Double?] {
    let sums = (0..<factorCount).map { j in
      (0..<inputCount).allSatisfy { self[input: $0, sum: j].isCut } ? biases[j] : nil
    }
    return (0..<outputCount).map { node in
      let factors = sums[self.sums(ofOutput: node)]
      if factors.contains(0) { return 0 }
      return factors.contains(nil) ? nil : factors.reduce(1.0) { $0 * ($1 ?? 1) }
    }
  }
}
