import KANModel

/// Writes the `state_dict` of efficient-kan.
struct EfficientKANWriter: ForeignTool {
  static let name = "efficient-kan"
  static let hasClosedForms = false
  static let hasOneGridSize = true

  /// How to load the file.
  let notes: [String]
  private let tensors: [(name: String, shape: [Int], values: [Double])]

  /// Checks that the network has only splines and sums.
  init(_ foreign: ForeignNetwork) throws(InterchangeError) {
    func refuse(_ place: String, _ reason: String) -> InterchangeError {
      .cannotExport(to: Self.name, place: place, reason: reason)
    }
    let layers = foreign.network.layers
    let bases = Set(layers.map(\.base)).subtracting([.zero])
    guard bases.count <= 1 else { throw refuse("its base functions", "all layers share one there") }
    guard Set(layers.map(\.order)).count == 1 else {
      throw refuse("its orders", "all layers share one there")
    }
    var tensors: [(name: String, shape: [Int], values: [Double])] = []
    var hasBias = false
    for (l, layer) in layers.enumerated() {
      guard layer.productArities.isEmpty else {
        throw refuse(
          "the product nodes of layer \(l - foreign.addedLayers)", "it supports sums only; export to pykan")
      }
      let (outputs, inputs, count) = (layer.sumCount, layer.inputCount, layer.grids[0].basisCount)
      var weights: [Double] = []
      var coefficients: [Double] = []
      for j in 0..<outputs {
        // Bases sum to 1 inside the grid, so a constant is a spline there.
        var constant = layer.biases[j]
        hasBias = hasBias || constant != 0
        for i in 0..<inputs {
          switch layer[input: i, sum: j] {
          case .spline(let edge):
            weights.append(layer.base == .zero ? 0 : edge.baseWeight)
            coefficients += edge.coefficients.map { $0 + constant }
          case .symbolic(let edge):
            guard edge.terms.isEmpty else {
              throw refuse(
                "edge \(Network.EdgeAddress(layer: l - foreign.addedLayers, input: i, sum: j))",
                "it supports splines only; export to pykan")
            }
            weights.append(0)
            coefficients += [Double](repeating: constant + edge.offset, count: count)
            hasBias = hasBias || edge.offset != 0
          case .cut:
            weights.append(0)
            coefficients += [Double](repeating: constant, count: count)
          }
          constant = 0
        }
      }
      let name = "layers.\(l)"
      tensors.append(("\(name).base_weight", [outputs, inputs], weights))
      tensors.append(("\(name).spline_weight", [outputs, inputs, count], coefficients))
      tensors.append(
        ("\(name).spline_scaler", [outputs, inputs], [Double](repeating: 1, count: outputs * inputs)))
      tensors.append(
        ("\(name).grid", [inputs, layer.grids[0].knots.count], layer.grids.flatMap(\.knots)))
    }
    self.tensors = tensors
    let shape = [layers[0].inputCount] + layers.map(\.outputCount)
    let grid = layers[0].grids[0]
    let activation: [Network.BaseFunction: String] = [
      .gelu: ", base_activation=torch.nn.GELU", .relu: ", base_activation=torch.nn.ReLU",
      .identity: ", base_activation=torch.nn.Identity",
    ]
    let load =
      "load with KAN(\(shape), grid_size=\(grid.intervals), spline_order=\(grid.order)"
      + "\(bases.first.flatMap { activation[$0] } ?? "")).load_state_dict(…)"
    notes =
      [load]
      + (hasBias ? ["constants are represented by splines there, which fade to zero outside the grids"] : [])
  }

  /// The file as safetensors.
  func safetensors() -> [UInt8] {
    var writer = SafetensorsWriter()
    for tensor in tensors { writer.append(tensor.name, shape: tensor.shape, tensor.values) }
    return writer.bytes()
  }

  /// The file in torch's format.
  func torch() -> [UInt8] {
    var writer = TorchWriter()
    for tensor in tensors { writer.append(tensor.name, shape: tensor.shape, tensor.values) }
    return writer.bytes()
  }
}
