import KANModel
import SymbolLibrary

/// Decomposes a network into its structure and its tensors.
struct NetworkWriter {
  private(set) var structure: NetworkStructure
  private var symbolPositions: [Symbol: Int] = [:]

  /// Appends all tensors of `network`, which the caller has validated.
  init(_ network: Network, into file: inout SafetensorsWriter) {
    structure = NetworkStructure(
      inputs: network.inputs.map(\.name), outputs: network.outputs.map(\.name), outside: network.outside,
      layers: [], symbols: [])
    for (name, features) in [("inputs", network.inputs), ("outputs", network.outputs)] {
      file.append("\(name).scaling", shape: [features.count, 2], features.flatMap { [$0.shift, $0.scale] })
    }
    for (l, layer) in network.layers.enumerated() { append(layer, name: "layers.\(l)", into: &file) }
  }

  private mutating func append(_ layer: Layer, name: String, into file: inout SafetensorsWriter) {
    let factors = layer.factorCount
    let knotCount = layer.grids.map(\.knots.count).max() ?? 0
    let basisCount = layer.grids.map(\.basisCount).max() ?? 0
    var baseWeights: [Double] = []
    var coefficients: [Double] = []
    var terms: [Double] = []
    var offsets: [Double] = []
    var kinds: [EdgeStructure] = []
    for edge in layer.edges {
      let spline: SplineEdge?
      switch edge {
      case .spline(let edge):
        spline = edge
        kinds.append(.spline)
      case .symbolic(let edge):
        spline = nil
        kinds.append(.symbolic(edge.terms.map { position(of: $0.symbol) }))
        terms += edge.terms.flatMap { [$0.amplitude, $0.rate, $0.shift] }
        offsets.append(edge.offset)
      case .cut:
        spline = nil
        kinds.append(.cut)
      }
      baseWeights.append(spline?.baseWeight ?? 0)
      coefficients += Self.padded(spline?.coefficients ?? [], to: basisCount)
    }
    file.append(
      "\(name).knots", shape: [layer.inputCount, knotCount],
      layer.grids.flatMap { Self.padded($0.knots, to: knotCount) })
    file.append("\(name).base_weights", shape: [factors, layer.inputCount], baseWeights)
    file.append("\(name).coefficients", shape: [factors, layer.inputCount, basisCount], coefficients)
    file.append("\(name).biases", shape: [factors], layer.biases)
    if !offsets.isEmpty {
      file.append("\(name).terms", shape: [terms.count / 3, 3], terms)
      file.append("\(name).offsets", shape: [offsets.count], offsets)
    }
    structure.layers.append(
      LayerStructure(
        inputs: layer.inputCount, sums: layer.sumCount, products: layer.productArities, base: layer.base,
        order: layer.order, intervals: layer.grids.map(\.intervals), edges: kinds))
  }

  private mutating func position(of symbol: Symbol) -> Int {
    if let position = symbolPositions[symbol] { return position }
    symbolPositions[symbol] = structure.symbols.count
    structure.symbols.append(symbol)
    return structure.symbols.count - 1
  }

  private static func padded(_ numbers: [Double], to count: Int) -> [Double] {
    numbers + Array(repeating: 0, count: count - numbers.count)
  }
}
