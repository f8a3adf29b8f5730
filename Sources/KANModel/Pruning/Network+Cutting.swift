extension Network {
  /// The network without the given edges; everything else keeps its address.
  ///
  /// - Parameter addresses: Addresses of edges of this network, which must exist; an edge that is
  /// cut already stays cut.
  public func cutting(_ addresses: Network.EdgeAddress...) -> Network { cutting(addresses) }

  /// The network without the given edges; everything else keeps its address.
  ///
  /// - Parameter addresses: Addresses of edges of this network, which must exist; an edge that is
  /// cut already stays cut.
  public func cutting(_ addresses: [Network.EdgeAddress]) -> Network {
    var network = self
    for address in addresses { network[address] = .cut }
    return network
  }

  /// The names of the inputs that have no edges left.
  public var unusedInputs: [String] { inputs.indices.filter { !isUsed(input: $0) }.map { inputs[$0].name } }

  /// The network without the inputs that have no edges left; one input always stays.
  ///
  /// Tables for the new network must not contain their columns; `inputs` names those that remain.
  public func removingUnusedInputs() -> Network {
    var kept = inputs.indices.filter(isUsed)
    if kept.isEmpty { kept = [0] }
    guard kept.count < inputs.count else { return self }
    return Network(
      inputs: kept.map { inputs[$0] }, outputs: outputs,
      layers: [layers[0].selecting(inputs: kept)] + layers.dropFirst(), outside: outside)
  }

  private func isUsed(input i: Int) -> Bool {
    (0..<layers[0].factorCount).contains { !layers[0][input: i, sum: $0].isCut }
  }
}

extension Layer {
  /// The layer with only some of its inputs, in the given order.
  func selecting(inputs kept: [Int]) -> Layer {
    Layer(
      inputCount: kept.count, sumCount: sumCount, productArities: productArities, base: base,
      grids: kept.map { grids[$0] },
      edges: (0..<factorCount).flatMap { j in kept.map { self[input: $0, sum: j] } }, biases: biases)
  }
}
