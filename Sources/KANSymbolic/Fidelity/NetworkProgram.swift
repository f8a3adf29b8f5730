import KANFormula
import KANModel

/// One output of a network made ready to be enclosed on boxes of its inputs, in the user's units.
struct NetworkProgram: BoxFunction {
  private let network: Network
  private let output: Int
  /// The edges of each layer in the order of `Layer.edges`; `nil` where cut.
  private let edges: [[EdgeProgram?]]

  init(_ network: Network, output: Int) {
    self.network = network
    self.output = output
    edges = network.layers.map { layer in
      layer.edges.enumerated().map { place, edge in
        EdgeProgram(
          edge, grid: layer.grids[place % layer.inputCount], base: layer.base, outside: network.outside)
      }
    }
  }

  func model(of inputs: [TaylorModel]) -> TaylorModel? {
    var x = zip(network.inputs, inputs).map { feature, side in
      side.adding(Interval(-feature.shift)).scaled(by: 1 / feature.scale)
    }
    for (layer, programs) in zip(network.layers, edges) {
      var sums: [TaylorModel] = []
      for j in 0..<layer.factorCount {
        var sum = inputs[0].replaced(by: layer.biases[j])
        for i in 0..<layer.inputCount {
          guard let program = programs[j * layer.inputCount + i] else { continue }
          guard let value = program.model(of: [x[i]]) else { return nil }
          sum = sum + value
        }
        sums.append(sum)
      }
      x =
        Array(sums[..<layer.sumCount])
        + layer.productGroups.map { group in
          group.dropFirst().reduce(sums[group.lowerBound]) { $0 * sums[$1] }
        }
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
