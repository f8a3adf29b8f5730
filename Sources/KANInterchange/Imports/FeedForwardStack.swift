import KANModel
import SymbolLibrary

/// The layers of an ordinary network in order, ready for conversion to a network of closed forms: an edge is W_ji·σ(xᵢ).
struct FeedForwardStack {
  let layers: [FeedForwardLayer]

  /// No ordinary network has a larger layer, while a few bytes of a file could request any size.
  private static let largestDiagonal = 4096

  /// A layer of as many outputs as inputs, each a function of its own input: s·σ(x) + t.
  ///
  /// - Throws: `InterchangeError` if there are so many that the edges, most of them cut, would fill the memory.
  static func diagonal(
    _ function: Symbol, scales: [Double], shifts: [Double], name: String
  ) throws(InterchangeError) -> FeedForwardLayer {
    let count = scales.count
    guard count <= largestDiagonal else {
      throw .badCheckpoint(
        place: name, reason: "a function of \(count) numbers needs a separate layer, which would be too wide")
    }
    var weights = [Double](repeating: 0, count: count * count)
    for i in 0..<count { weights[i * count + i] = scales[i] }
    return FeedForwardLayer(name: name, inputs: count, weights: weights, biases: shifts, function: function)
  }

  /// The network, with its grids on the ranges of the inputs in the options.
  func network(_ options: ModelFile.ImportOptions) throws(InterchangeError) -> Network {
    var network = try ImportedNetwork.network(layers.map(Self.layer), options: options)
    let names = network.inputs.map(\.name)
    if let stranger = options.ranges.keys.sorted().first(where: { !names.contains($0) }) {
      throw .badCheckpoint(
        place: "the ranges",
        reason: "'\(stranger)' is not an input; the inputs are \(names.joined(separator: ", "))")
    }
    do {
      try network.layGrids(on: names.map { options.ranges[$0] ?? -1...1 })
    } catch { throw .badNetwork(reason: error.description) }
    return network
  }

  private static func layer(_ layer: FeedForwardLayer) -> Layer {
    Layer(
      inputCount: layer.inputs, sumCount: layer.outputs, base: .silu,
      grids: [KnotGrid](
        repeating: KnotGrid(uniformOn: -1...1, intervals: 5, order: 3), count: layer.inputs),
      edges: layer.weights.map {
        $0 == 0
          ? .cut : .symbolic(SymbolicEdge(terms: [SymbolicTerm(symbol: layer.function, amplitude: $0)]))
      },
      biases: layer.biases)
  }
}
