import CDevice
import KANTraining

/// One pass over contiguous samples, as a sequence of launches.
extension DeviceProblem {
  /// Samples, parameters, and the requested results.
  struct Pass {
    /// [sample][column]
    let samples: kan_address
    let parameters: kan_address
    /// The number of samples for which blocks are launched; `step` contains the actual number.
    let count: Int
    /// Whether the value includes the penalties.
    let penalises: Bool
    let wantsGradient: Bool
  }

  /// Forward pass, loss and, if requested, backward pass: the value goes to `outcome`, the gradient to `gradients`.
  func launch(_ pass: Pass) throws(DeviceError) {
    for l in layers.indices { try forward(l, pass) }
    if pass.penalises { for l in layers.indices { try penalise(l, pass) } }
    try sumLosses(pass)
    guard pass.wantsGradient else { return }
    for l in layers.indices.reversed() { try backward(l, pass) }
  }

  private func forward(_ l: Int, _ pass: Pass) throws(DeviceError) {
    let (layer, module) = try (layers[l].layer, module(of: l))
    let arguments = arguments(l, pass)
    let blocks = Self.blocks(pass.count)
    try context.launch(
      module.forward, x: blocks, y: (Int(layer.sumCount) + chunk - 1) / chunk,
      sharedBytes: stagedBytes(layer), arguments)
    if layer.productCount > 0 { try context.launch(module.multiply, x: blocks, arguments) }
  }

  /// The sparsity penalty of a layer.
  private func penalise(_ l: Int, _ pass: Pass) throws(DeviceError) {
    guard layers[l].magnitudes != nil else { return }
    let (edges, module) = try (Int(layers[l].layer.edgeCount), module(of: l))
    let arguments = arguments(l, pass)
    try context.launch(module.magnitudes, x: Self.blocks(edges), y: slices, arguments)
    try context.launch(module.sparsity, x: 1, sharedBytes: sumBytes, arguments)
  }

  private func backward(_ l: Int, _ pass: Pass) throws(DeviceError) {
    let (layer, module) = try (layers[l].layer, module(of: l))
    let arguments = arguments(l, pass)
    let blocks = Self.blocks(pass.count)
    if layer.productCount > 0 { try context.launch(module.divide, x: blocks, arguments) }
    try context.launch(
      module.backwardEdges, x: Self.blocks(Int(layer.edgeCount + layer.sumCount)), y: slices,
      sharedBytes: Int(layer.window) * KAN_THREADS * MemoryLayout<Scalar>.stride, arguments)
    guard l > 0 else { return }
    try context.launch(
      module.backwardInputs, x: blocks, y: Int(layer.inputCount), sharedBytes: stagedBytes(layer), arguments)
  }

  private func sumLosses(_ pass: Pass) throws(DeviceError) {
    let module = try module(of: 0)
    let arguments = lossArguments(pass)
    try context.launch(module.loss, x: Self.blocks(pass.count), sharedBytes: sumBytes, arguments)
    try context.launch(module.total, x: 1, sharedBytes: sumBytes, arguments)
  }

  /// The kernels that a layer needs.
  func module(of l: Int) throws(DeviceError) -> DeviceModule {
    guard let module = modules[plan.layers[l].order] else {
      preconditionFailure("every order of the network has its kernels")
    }
    return module
  }

  private var chunk: Int { KAN_CHUNK }

  /// One number per thread.
  private var sumBytes: Int { KAN_THREADS * MemoryLayout<Double>.stride }

  private func stagedBytes(_ layer: kan_layer) -> Int {
    Int(layer.window) * chunk * MemoryLayout<Scalar>.stride
  }

  private func arguments(_ l: Int, _ pass: Pass) -> kan_layer_pass {
    let (own, before) = (layers[l], l > 0 ? layers[l - 1] : nil)
    let (strength, l1, entropy) = sparsity
    return kan_layer_pass(
      layer: own.layer, step: step.address, parameters: pass.parameters,
      source: before?.nodes.address ?? pass.samples, nodes: own.nodes.address, adjoints: own.adjoints.address,
      sourceAdjoints: before?.adjoints.address ?? 0, gradient: gradients.address,
      magnitudes: own.magnitudes?.address ?? 0, edgeSlopes: pass.penalises ? own.edgeSlopes?.address ?? 0 : 0,
      outcome: outcome.address, strength: strength, l1: l1, entropy: entropy, slices: Int32(slices),
      parameterCount: Int32(plan.parameterCount), isFirst: l == 0 ? 1 : 0, unused: 0)
  }

  private func lossArguments(_ pass: Pass) -> kan_loss_pass {
    let (kind, delta) = Self.kind(loss)
    let (last, nodes) = (plan.layers[layers.count - 1], layers[layers.count - 1])
    let inputs = plan.layers[0].inputCount
    return kan_loss_pass(
      step: step.address, batch: pass.samples, outputs: nodes.nodes.address, adjoints: nodes.adjoints.address,
      sums: sums.address, outcome: outcome.address, parameters: pass.parameters, groups: groups.address,
      ridge: pass.penalises ? ridge : 0, lasso: pass.penalises ? lasso : 0, delta: delta, kind: kind,
      batchWidth: Int32(tableWidth), targets: Int32(inputs), weight: Int32(tableWidth - 1),
      nodeWidth: Int32(last.rowCount), sumCount: Int32(last.sumCount),
      productCount: Int32(last.products.count),
      firstProduct: Int32(last.factorCount), wantsAdjoints: pass.wantsGradient ? 1 : 0,
      addsPenalty: pass.penalises && sparsity.strength != 0 ? 1 : 0,
      blocks: Int32(Self.blocks(pass.count)), parameterCount: Int32(plan.parameterCount),
      groupCount: Int32(groupCount), unused: 0)
  }

  private static func kind(_ loss: Loss) -> (kind: Int32, delta: Double) {
    switch loss {
    case .meanSquaredError: (Int32(KAN_SQUARED), 0)
    case .meanAbsoluteError: (Int32(KAN_ABSOLUTE), 0)
    case .huber(let delta): (Int32(KAN_HUBER), delta)
    case .binaryCrossEntropy: (Int32(KAN_BINARY), 0)
    case .clippedSquaredError: (Int32(KAN_CLIPPED), 0)
    case .crossEntropy: (Int32(KAN_CLASSES), 0)
    }
  }
}
