import KANModel
import SymbolLibrary

/// Builds a network from its structure and its tensors.
///
/// The initialisers of the model use `precondition`s, so everything is checked here first.
struct NetworkReader {
  let structure: NetworkStructure
  let file: SafetensorsReader

  /// The names of the tensors that belong to the network.
  private(set) var tensorNames: Set<String> = []

  init(_ structure: NetworkStructure, from file: SafetensorsReader) {
    self.structure = structure
    self.file = file
  }

  mutating func network() throws(InterchangeError) -> Network {
    func bad(_ reason: String) -> InterchangeError { .badMetadata(key: "network", reason: reason) }
    guard !structure.layers.isEmpty else { throw bad("has no layers") }
    var count = structure.inputs.count
    for (l, layer) in structure.layers.enumerated() {
      try layer.check(number: l, symbolCount: structure.symbols.count)
      guard layer.inputs == count else {
        throw bad("has a layer \(l) that does not take the outputs of the layer before it")
      }
      count = layer.sums + layer.products.count
    }
    guard count == structure.outputs.count else {
      throw bad("has a last layer that does not give the outputs")
    }

    let inputs = try features("inputs", structure.inputs)
    let outputs = try features("outputs", structure.outputs)
    var layers: [Layer] = []
    for l in structure.layers.indices { layers.append(try layer(l)) }
    let network = Network(inputs: inputs, outputs: outputs, layers: layers, outside: structure.outside)
    do {
      try network.validated()
    } catch { throw .badNetwork(reason: error.description) }
    return network
  }

  private mutating func tensor(_ name: String, _ shape: [Int]) throws(InterchangeError) -> [Double] {
    tensorNames.insert(name)
    return try file.doubles(name, shape: shape)
  }

  private mutating func features(_ kind: String, _ names: [String]) throws(InterchangeError) -> [Network
    .Feature]
  {
    let numbers = try tensor("\(kind).scaling", [names.count, 2])
    return names.enumerated().map { n, name in
      Network.Feature(name: name, shift: numbers[2 * n], scale: numbers[2 * n + 1])
    }
  }

  private mutating func layer(_ l: Int) throws(InterchangeError) -> Layer {
    let layer = structure.layers[l]
    let inputs = layer.inputs
    let factors = layer.factorCount ?? 0
    let basisCount = layer.order + (layer.intervals.max() ?? 0)
    let baseWeights = try tensor("layers.\(l).base_weights", [factors, inputs])
    let coefficients = try tensor("layers.\(l).coefficients", [factors, inputs, basisCount])
    let symbolic = try symbolicEdges(l)
    var nextSymbolic = symbolic.makeIterator()
    let edges = layer.edges.enumerated().map { n, kind -> Edge in
      switch kind {
      case .cut: .cut
      case .symbolic: nextSymbolic.next().map(Edge.symbolic) ?? .cut
      case .spline:
        .spline(
          SplineEdge(
            baseWeight: baseWeights[n],
            coefficients: Array(
              coefficients[(n * basisCount)...].prefix(layer.intervals[n % inputs] + layer.order))))
      }
    }
    return Layer(
      inputCount: inputs, sumCount: layer.sums, productArities: layer.products, base: layer.base,
      grids: try grids(l), edges: edges, biases: try tensor("layers.\(l).biases", [factors]))
  }

  private mutating func grids(_ l: Int) throws(InterchangeError) -> [KnotGrid] {
    let layer = structure.layers[l]
    let name = "layers.\(l).knots"
    let rowLength = (layer.intervals.max() ?? 0) + 2 * layer.order + 1
    let numbers = try tensor(name, [layer.inputs, rowLength])
    var grids: [KnotGrid] = []
    for (i, intervals) in layer.intervals.enumerated() {
      let knots = Array(numbers[(i * rowLength)...].prefix(intervals + 2 * layer.order + 1))
      guard knots.allSatisfy(\.isFinite), zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw .badTensor(name: name, reason: "has knots of input \(i) that are not finite and increasing")
      }
      grids.append(KnotGrid(knots: knots, order: layer.order))
    }
    return grids
  }

  /// The symbolic edges of a layer in the order of its edges.
  private mutating func symbolicEdges(_ l: Int) throws(InterchangeError) -> [SymbolicEdge] {
    let positions = structure.layers[l].edges.compactMap { edge in
      if case .symbolic(let symbols) = edge { symbols } else { nil }
    }
    guard !positions.isEmpty else { return [] }
    let offsets = try tensor("layers.\(l).offsets", [positions.count])
    let numbers = try tensor("layers.\(l).terms", [positions.reduce(0) { $0 + $1.count }, 3])
    var t = 0
    return zip(positions, offsets).map { positions, offset in
      let terms = positions.map { position in
        defer { t += 3 }
        return SymbolicTerm(
          symbol: structure.symbols[position], amplitude: numbers[t], rate: numbers[t + 1],
          shift: numbers[t + 2])
      }
      return SymbolicEdge(terms: terms, offset: offset)
    }
  }
}
