import KANModel

/// Converts an ordinary network, a stack of linear layers with activations between them, to SwiftKAN's form.
///
/// It is a Kolmogorov-Arnold network all of whose edges are closed forms: after the first layer, whose edges are lines, the edge
/// from i to j is W_ji·σ(xᵢ). Batch normalisation is folded into the weights; outputs agree up to rounding.
struct FeedForwardReader {
  /// s·x + t of each number separately.
  fileprivate struct Normalisation {
    let name: String
    let scales: [Double]
    let shifts: [Double]
  }

  /// ε of batch normalisation, which files do not contain: PyTorch's default.
  private static let epsilon = 1e-5

  private let source: any TensorSource
  private let options: ModelFile.ImportOptions
  private let modules: [FeedForwardModule]

  init(_ source: any TensorSource, options: ModelFile.ImportOptions) {
    self.source = source
    self.options = options
    modules = FeedForwardModule.all(of: source.shapes)
  }

  /// Whether tensors may be those of an ordinary network, judged by their names and shapes.
  static func isLikely(_ shapes: [String: [Int]]) -> Bool {
    // A single table of numbers may be anything.
    guard shapes.count > 1, ForeignKind.ofTensors(shapes) == nil,
      !shapes.keys.contains(where: { $0.hasSuffix("spline_weight") })
    else { return false }
    return FeedForwardModule.all(of: shapes).contains {
      if case .linear = $0.kind { true } else { false }
    }
  }

  func network() throws(InterchangeError) -> Network {
    var layers = try layers()
    let activations = try activations(count: layers.count)
    for l in layers.indices.dropFirst() { layers[l].function = activations[l - 1].symbol }
    if let last = activations.last, last != .identity {
      let count = layers[layers.count - 1].outputs
      layers.append(
        try FeedForwardStack.diagonal(
          last.symbol, scales: [Double](repeating: 1, count: count),
          shifts: [Double](repeating: 0, count: count), name: "the last activation"))
    }
    return try FeedForwardStack(layers: layers).network(options)
  }

  /// The activation after each layer, including the last.
  private func activations(count: Int) throws(InterchangeError) -> [ModelFile.ImportOptions.Activation] {
    guard let given = options.activations else {
      guard count == 1 else { throw .unnamedActivations(layers: count) }
      return [.identity]
    }
    if given.count == count { return given }
    if given.count == count - 1 { return given + [.identity] }
    if given.count == 1 {
      return [ModelFile.ImportOptions.Activation](repeating: given[0], count: count - 1) + [.identity]
    }
    throw .badCheckpoint(
      place: "the activations",
      reason:
        "\(given.count) were given for \(count) layers; give one for all, or one for each layer but the last")
  }

  /// The linear layers in order, with normalisations folded in.
  private func layers() throws(InterchangeError) -> [FeedForwardLayer] {
    var linears: [FeedForwardLayer] = []
    /// The positions of the linear layers among the modules of `torch.nn.Sequential`.
    var numbers: [Int?] = []
    var waiting: [Normalisation] = []
    for module in try inOrder() {
      switch module.kind {
      case .linear:
        var linear = try linear(module.name)
        if let last = linears.last, last.outputs != linear.inputs {
          throw .badCheckpoint(
            place: "\"\(module.name)\"",
            reason:
              "it takes \(linear.inputs) numbers, but \"\(last.name)\" before it gives \(last.outputs); if that is "
              + "not their order, name the layers in it")
        }
        for normalisation in waiting { try linear.take(normalisation) }
        waiting = []
        linears.append(linear)
        numbers.append(module.isNumbered ? module.number : nil)
      case .batchNormalisation:
        let normalisation = try normalisation(module.name)
        // Directly after its layer it precedes the activation; if a number is skipped, it follows it.
        let isBehindActivation =
          module.isNumbered && (numbers.last.flatMap(\.self).map { module.number != $0 + 1 } ?? true)
        if isBehindActivation || linears.isEmpty {
          waiting.append(normalisation)
        } else {
          try linears[linears.count - 1].give(normalisation)
        }
      case .other(let description):
        throw .unsupportedNetwork(
          place: "\"\(module.name)\"",
          reason:
            "it is \(description), but only linear layers, activations and batch normalisation are supported")
      }
    }
    guard waiting.isEmpty else {
      throw .badCheckpoint(
        place: "\"\(waiting[0].name)\"", reason: "no linear layer follows that could absorb it")
    }
    return linears
  }

  /// The modules in order: names such as fc1, bn1 show which normalisation belongs to which layer.
  private func inOrder() throws(InterchangeError) -> [FeedForwardModule] {
    var order = modules.filter { if case .batchNormalisation = $0.kind { $0.isNumbered } else { true } }
    for module in modules where !order.contains(where: { $0.name == module.name }) {
      guard
        let place = order.firstIndex(where: {
          if case .linear = $0.kind { $0.isNamed(like: module) } else { false }
        })
      else {
        throw .badCheckpoint(
          place: "\"\(module.name)\"",
          reason: "its name does not show which layer it follows; number both alike, such as fc1 and bn1")
      }
      order.insert(module, at: place + 1)
    }
    return order
  }

  private func linear(_ name: String) throws(InterchangeError) -> FeedForwardLayer {
    let (weight, bias) = (tensor(name, "weight"), tensor(name, "bias"))
    guard let shape = source.shapes[weight], shape.count == 2, shape.allSatisfy({ $0 >= 1 }) else {
      throw .badTensor(name: weight, reason: "does not have the shape outputs × inputs")
    }
    let hasBias = source.shapes[bias] != nil
    return FeedForwardLayer(
      name: name, inputs: shape[1], weights: try finite(weight, shape),
      biases: hasBias ? try finite(bias, [shape[0]]) : [Double](repeating: 0, count: shape[0]))
  }

  private func normalisation(_ name: String) throws(InterchangeError) -> Normalisation {
    let mean = tensor(name, "running_mean")
    guard let shape = source.shapes[mean], shape.count == 1 else {
      throw .badTensor(name: mean, reason: "does not have one number per feature")
    }
    let means = try finite(mean, shape)
    let variances = try finite(tensor(name, "running_var"), shape)
    let isAffine = source.shapes[tensor(name, "weight")] != nil
    let factors = isAffine ? try finite(tensor(name, "weight"), shape) : means.map { _ in 1 }
    let terms = isAffine ? try finite(tensor(name, "bias"), shape) : means.map { _ in 0 }
    guard variances.allSatisfy({ $0 >= 0 }) else {
      throw .badTensor(name: tensor(name, "running_var"), reason: "contains a negative variance")
    }
    let scales = zip(factors, variances).map { $0 / ($1 + Self.epsilon).squareRoot() }
    return Normalisation(
      name: name, scales: scales,
      shifts: terms.indices.map { terms[$0] - scales[$0] * means[$0] })
  }

  private func tensor(_ module: String, _ part: String) -> String {
    module.isEmpty ? part : "\(module).\(part)"
  }

  private func finite(_ name: String, _ shape: [Int]) throws(InterchangeError) -> [Double] {
    let values = try source.doubles(name, shape: shape)
    guard values.allSatisfy(\.isFinite) else {
      throw .badTensor(name: name, reason: "contains numbers that are not finite")
    }
    return values
  }
}

extension FeedForwardLayer {
  /// Folds in a normalisation of its inputs: W·(s·x + t) + b.
  fileprivate mutating func take(_ before: FeedForwardReader.Normalisation) throws(InterchangeError) {
    try check(before, count: inputs)
    take(scales: before.scales, shifts: before.shifts)
  }

  /// Folds in a normalisation of its outputs: s·(W·x + b) + t.
  fileprivate mutating func give(_ behind: FeedForwardReader.Normalisation) throws(InterchangeError) {
    try check(behind, count: outputs)
    give(scales: behind.scales, shifts: behind.shifts)
  }

  private func check(_ normalisation: FeedForwardReader.Normalisation, count: Int) throws(InterchangeError) {
    guard normalisation.scales.count == count else {
      throw .badCheckpoint(
        place: "\"\(normalisation.name)\"",
        reason: "it has \(normalisation.scales.count) numbers, but \"\(name)\" next to it has \(count)")
    }
  }
}
