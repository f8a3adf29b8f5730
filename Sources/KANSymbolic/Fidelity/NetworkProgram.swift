import KANFormula
import KANModel

/// One output of a network prepared for enclosure on boxes of its inputs, in the user's units.
struct NetworkProgram: BoxFunction {
  private let network: Network
  private let output: Int
  private let layers: [LayerProgram]

  init(_ network: Network, output: Int) {
    self.network = network
    self.output = output
    layers = network.layers.map { LayerProgram($0, outside: network.outside) }
  }

  func model(of inputs: [TaylorModel]) -> TaylorModel? {
    var x = zip(network.inputs, inputs).map { feature, side in
      side.adding(Interval(-feature.shift)).scaled(by: 1 / feature.scale)
    }
    for layer in layers {
      guard let outputs = layer.models(of: x) else { return nil }
      x = outputs
    }
    let feature = network.outputs[output]
    return x[output].scaled(by: feature.scale).adding(Interval(feature.shift))
  }

  /// Where the polynomials of the first layer meet, for each input in the user's units.
  var breaks: [[Double]] {
    let layer = network.layers[0]
    return network.inputs.enumerated().map { i, feature in
      let readsSpline = (0..<layer.factorCount).contains { layer[input: i, sum: $0].isSpline }
      guard readsSpline else { return [] }
      let kinks = layer.base == .relu ? [0.0] : []
      return (layer.grids[i].knots + kinks).map { feature.scale * $0 + feature.shift }
    }
  }
}
