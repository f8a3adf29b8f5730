import KANModel

/// Builds a network from the `state_dict` of efficient-kan (github.com/Blealtan/efficient-kan).
///
/// y_j = Σᵢ base_weight_ji·b(xᵢ) + Σᵢ Σₙ spline_weight_jin·spline_scaler_ji·Bₙ(xᵢ); the scaler may be absent.
struct EfficientKANReader {
  private let source: any TensorSource
  private let options: ModelFile.ImportOptions
  /// The prefix that wrappers of the module put before `layers.`, such as `module.`.
  private let prefix: String
  private let layerCount: Int

  private static let parts = ["base_weight", "spline_weight", "spline_scaler", "grid"]

  /// Recognises the layers; all tensors under their names must be known.
  init(_ source: any TensorSource, options: ModelFile.ImportOptions) throws(InterchangeError) {
    self.source = source
    self.options = options
    let names = source.shapes.keys
    let ending = "layers.0.spline_weight"
    guard let first = names.filter({ $0.hasSuffix(ending) }).min() else {
      if let kind = ForeignKind.ofTensors(source.shapes) { throw kind.error }
      throw ModelFile.unknownKind
    }
    let prefix = String(first.dropLast(ending.count))
    self.prefix = prefix
    var count = 0
    while names.contains("\(prefix)layers.\(count).spline_weight") { count += 1 }
    layerCount = count
    let known = Set((0..<count).flatMap { l in Self.parts.map { "\(prefix)layers.\(l).\($0)" } })
    if let other = names.filter({ !known.contains($0) }).min() {
      if let kind = ForeignKind.ofTensors(source.shapes.filter { !known.contains($0.key) }) {
        throw kind.error
      }
      throw .badTensor(
        name: other, reason: "is not one of efficient-kan's, so the network would change without it")
    }
  }

  func network() throws(InterchangeError) -> Network {
    var layers: [Layer] = []
    for l in 0..<layerCount {
      let layer = try layer(l)
      if let last = layers.last, last.outputCount != layer.inputCount {
        throw .badCheckpoint(
          place: "layer \(l)",
          reason: "it takes \(layer.inputCount) inputs, but layer \(l - 1) gives \(last.outputCount)")
      }
      layers.append(layer)
    }
    return try ImportedNetwork.network(layers, options: options)
  }

  private func layer(_ l: Int) throws(InterchangeError) -> Layer {
    let name = "\(prefix)layers.\(l)"
    guard let shape = source.shapes["\(name).spline_weight"], shape.count == 3, shape.allSatisfy({ $0 >= 1 })
    else {
      throw .badTensor(
        name: "\(name).spline_weight", reason: "does not have the shape outputs × inputs × coefficients")
    }
    let (outputs, inputs, bases) = (shape[0], shape[1], shape[2])
    guard let gridShape = source.shapes["\(name).grid"], gridShape.count == 2, gridShape[0] == inputs else {
      throw .badTensor(
        name: "\(name).grid", reason: "is missing or does not have the shape \(inputs) inputs × knots")
    }
    let order = try ImportedNetwork.order(knots: gridShape[1], bases: bases, place: "layer \(l)")
    let knots = try source.doubles("\(name).grid", shape: gridShape)
    let base = try source.doubles("\(name).base_weight", shape: [outputs, inputs])
    let spline = try source.doubles("\(name).spline_weight", shape: shape)
    let hasScaler = source.shapes["\(name).spline_scaler"] != nil
    let scaler = hasScaler ? try source.doubles("\(name).spline_scaler", shape: [outputs, inputs]) : nil
    var grids: [KnotGrid] = []
    for i in 0..<inputs {
      let row = knots[i * gridShape[1]..<(i + 1) * gridShape[1]]
      grids.append(try ImportedNetwork.grid(row, order: order, place: "the grid of input \(i) of layer \(l)"))
    }
    let edges = (0..<outputs * inputs).map { n -> Edge in
      let factor = scaler?[n] ?? 1
      return .spline(
        SplineEdge(
          baseWeight: base[n], coefficients: spline[n * bases..<(n + 1) * bases].map { factor * $0 }))
    }
    return Layer(
      inputCount: inputs, sumCount: outputs, base: options.base ?? .silu, grids: grids, edges: edges,
      biases: [Double](repeating: 0, count: outputs))
  }
}
