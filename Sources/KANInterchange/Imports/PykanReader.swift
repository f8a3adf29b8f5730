import KANModel
import SymbolLibrary

/// Builds a network from the checkpoint of pykan 0.2 (github.com/KindXiaoming/pykan, `MultKAN`).
///
/// A layer computes s_j = Σᵢ maskᵢⱼ·(scale_baseᵢⱼ·b(xᵢ) + scale_spᵢⱼ·Σₙ coefᵢⱼₙ·Bₙ(xᵢ)) + Σᵢ mask′ⱼᵢ·(c·f(a·xᵢ + b) + d), then s_j
/// ← subnode_scale_j·s_j + subnode_bias_j, multiplies groups of them, and ends with y ← node_scale·y + node_bias. The affine maps
/// are folded into the edges and biases where that is exact; shifts of products, and edges that are both spline and function, need
/// a layer of identities.
struct PykanReader {
  private let configuration: PykanConfiguration
  private let source: any TensorSource
  private let options: ModelFile.ImportOptions

  /// Recognises the state; older layouts are refused by name.
  init(
    _ configuration: PykanConfiguration, _ source: any TensorSource, options: ModelFile.ImportOptions
  ) throws(InterchangeError) {
    self.configuration = configuration
    self.source = source
    self.options = options
    guard let coefficients = source.shapes["act_fun.0.coef"], coefficients.count == 3,
      source.shapes["subnode_scale_0"] != nil
    else {
      if source.shapes["act_fun.0.coef"] != nil,
        let kind = ForeignKind.ofTensors(source.shapes.merging(["biases.": []]) { a, _ in a })
      {
        throw kind.error
      }
      throw .badTensor(name: "act_fun.0.coef", reason: "is missing or does not have the shape of pykan 0.2")
    }
    let depth = configuration.levels.count - 1
    guard !source.shapes.keys.contains(where: { $0.hasPrefix("act_fun.\(depth).") }) else {
      throw .badCheckpoint(
        place: "\"width\" of its configuration",
        reason: "its state has more than the \(depth) layers named there")
    }
    guard configuration.base != nil || options.base != nil else {
      throw .unnamedBase
    }
  }

  private var base: Network.BaseFunction { options.base ?? configuration.base ?? .silu }

  func network() throws(InterchangeError) -> Network {
    var layers: [Layer] = []
    var pending: [Double] = []
    for l in 0..<configuration.levels.count - 1 {
      let part = try PykanLayer(l, configuration, source, options)
      if pending.contains(where: { $0 != 0 }) || !part.doubled.isEmpty {
        layers.append(
          Layer.identities(of: part.inputCount, shifts: pending, repeating: part.doubled, order: part.order))
      }
      layers.append(part.layer(base: base))
      pending = part.productShifts
    }
    let shifts = pending.contains { $0 != 0 } ? pending : nil
    return try ImportedNetwork.network(layers, outputShifts: shifts, options: options)
  }
}

extension Layer {
  /// A layer that passes on its inputs, shifted, and repeats some of them after the others.
  static func identities(of count: Int, shifts: [Double], repeating doubled: [Int], order: Int) -> Layer {
    let identity = Symbol(name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)
    let sources = Array(0..<count) + doubled
    var edges = [Edge](repeating: .cut, count: sources.count * count)
    for (j, i) in sources.enumerated() {
      edges[j * count + i] = .symbolic(
        SymbolicEdge(
          terms: [SymbolicTerm(symbol: SymbolCatalog.standard["x"] ?? identity)],
          offset: shifts.isEmpty ? 0 : shifts[i]))
    }
    let grid = KnotGrid(uniformOn: -1...1, intervals: 1, order: order)
    return Layer(
      inputCount: count, sumCount: sources.count, base: .zero,
      grids: [KnotGrid](repeating: grid, count: count), edges: edges,
      biases: [Double](repeating: 0, count: sources.count))
  }
}
