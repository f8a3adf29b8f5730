import KANModel

extension Network {
  /// The network without some edges; the mean of each over the samples goes into the bias of its sum, so that cutting a constant
  /// edge costs nothing. `flow` are the activations of this network on the samples.
  func cutting(_ addresses: [Network.EdgeAddress], flow: Activations, spread: Spread) -> Network {
    var network = self
    for address in addresses where !self[address].isCut {
      let values = edgeValues(at: address, flow.layerInputs[address.layer][address.input])
      network[address] = .cut
      network.layers[address.layer].biases[address.sum] += spread.mean(values)
    }
    return network
  }

  /// The same function without edges that have no effect: those from constant nodes, whose values go into biases, and those into
  /// nodes that are not used. `nil` if an output no longer depends on any input.
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
  /// The values of outputs without edges, and of products with a factor that is zero.
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
