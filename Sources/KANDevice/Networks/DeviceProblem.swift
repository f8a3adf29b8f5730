import CDevice
import KANData
import KANModel
import KANTraining

/// A network and a table on a card: everything that a step needs stays there.
final class DeviceProblem<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
  let context: DeviceContext
  /// The modules by the order of splines.
  let modules: [Int: DeviceModule]
  let plan: NetworkPlan
  let layers: [DeviceLayer<Scalar>]
  let loss: Loss
  let penalty: TrainingOptions.Penalty
  let totalWeight: Double
  let sampleCount: Int
  /// The number of samples per batch; `nil` for all.
  let batchSize: Int?
  /// The number of samples that can be processed at a time.
  let capacity: Int
  /// The number of slices of the samples, each with its own gradient.
  let slices: Int

  /// [sample][column]: inputs, targets, weight.
  let table: DeviceBuffer<Scalar>
  let tableWidth: Int
  /// The same for a batch; `nil` if a step uses the whole table.
  let batch: DeviceBuffer<Scalar>?
  let step: DeviceBuffer<kan_step>
  let outcome: DeviceBuffer<kan_outcome>
  let sums: DeviceBuffer<Double>
  let groups: DeviceBuffer<kan_group>
  /// Parameters at which values are requested.
  let trial: DeviceBuffer<Scalar>
  /// [slice][parameter]
  let gradients: DeviceBuffer<Scalar>
  let gradient: DeviceBuffer<Scalar>
  /// Adam, once it has begun.
  var adam: DeviceAdam<Scalar>?

  /// Lays out network and table.
  ///
  /// - Throws: `DeviceError`, for instance if memory does not suffice.
  init(
    _ context: DeviceContext, _ network: Network, _ data: Dataset, loss: Loss,
    penalty: TrainingOptions.Penalty,
    batchSize: Int?,
    settings: DeviceSettings = DeviceSettings()
  ) throws(DeviceError) {
    try context.enter()
    (self.context, self.loss, self.penalty) = (context, loss, penalty)
    plan = NetworkPlan(network)
    sampleCount = data.count
    try Self.check(plan, rows: data.count)
    self.batchSize = batchSize.flatMap { $0 < data.count ? $0 : nil }
    // Means over all samples are taken in one piece.
    let isSparse = if case .sparsity = penalty { true } else { false }
    let evaluated = isSparse ? data.count : settings.evaluatedSamples
    capacity = self.batchSize.map { max($0, min(data.count, evaluated)) } ?? data.count
    totalWeight = data.weights.map { $0.reduce(0, +) } ?? Double(data.count)
    var modules: [Int: DeviceModule] = [:]
    for order in Set(plan.layers.map(\.order)) {
      modules[order] = try DeviceModule(context, isDouble: MemoryLayout<Scalar>.size == 8, order: order)
    }
    self.modules = modules

    let rows = Self.rows(of: data, network, scalesTargets: loss.target == .numbers)
    tableWidth = data.inputs.count + data.targets.count + 1
    table = try DeviceBuffer(context, rows)
    batch = try self.batchSize.map { size throws(DeviceError) in
      try DeviceBuffer(context, count: size * (data.inputs.count + data.targets.count + 1))
    }
    let edges = plan.layers.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.sums.count } }
    slices = settings.slices(samples: self.batchSize ?? capacity, edges: edges)
    var layers: [DeviceLayer<Scalar>] = []
    for (l, layer) in network.layers.enumerated() {
      let before = l > 0 ? plan.layers[l - 1] : nil
      layers.append(
        try DeviceLayer(
          context, plan.layers[l], layer, continues: network.outside == .linear,
          sources: layer.grids.indices.map { before?.row(ofOutput: $0) ?? $0 },
          sourceWidth: before?.rowCount ?? tableWidth, capacity: capacity, slices: isSparse ? slices : nil,
          windowLimit: settings.windowLimit ?? DeviceLayer<Scalar>.windowLimit))
    }
    self.layers = layers

    step = try DeviceBuffer(context, count: 1)
    outcome = try DeviceBuffer(context, count: 1)
    sums = try DeviceBuffer(context, count: Self.blocks(capacity))
    groups = try DeviceBuffer(context, Self.groups(plan))
    trial = try DeviceBuffer(context, count: plan.parameterCount)
    gradients = try DeviceBuffer(context, count: slices * plan.parameterCount)
    gradient = try DeviceBuffer(context, count: plan.parameterCount)
  }

  /// Everything that kernels count fits into their integers.
  ///
  /// - Throws: `DeviceError.tooLarge`.
  static func check(_ plan: NetworkPlan, rows: Int) throws(DeviceError) {
    let pairs = plan.layers.map { $0.inputCount * $0.factorCount }.max() ?? 0
    let counts = [("rows", rows), ("constants", plan.parameterCount), ("pairs of nodes in one layer", pairs)]
    for (part, count) in counts where count > Int(Int32.max) { throw .tooLarge(part: part, count: count) }
  }

  /// The number of blocks for a number of threads.
  static func blocks(_ threads: Int) -> Int {
    let size = KAN_THREADS
    return max(1, (threads + size - 1) / size)
  }

  /// Samples in scaled units.
  private static func rows(of data: Dataset, _ network: Network, scalesTargets: Bool) -> [Scalar] {
    let width = data.inputs.count + data.targets.count + 1
    return [Scalar](unsafeUninitializedCapacity: width * data.count) { rows, count in
      func fill(_ column: [Double], _ place: Int, _ feature: Network.Feature?) {
        let (shift, factor) = (feature?.shift ?? 0, 1 / (feature?.scale ?? 1))
        for s in column.indices { rows[s * width + place] = Scalar((column[s] - shift) * factor) }
      }
      for (i, column) in data.inputs.enumerated() { fill(column, i, network.inputs[i]) }
      for (j, column) in data.targets.enumerated() {
        fill(column, data.inputs.count + j, scalesTargets ? network.outputs[j] : nil)
      }
      for s in 0..<data.count { rows[s * width + width - 1] = Scalar(data.weights?[s] ?? 1) }
      count = width * data.count
    }
  }

  /// The spline edges, for group lasso.
  private static func groups(_ plan: NetworkPlan) -> [kan_group] {
    plan.layers.flatMap(\.blocks).flatMap { block in
      block.sums.indices.map { e in
        kan_group(
          first: Int32(block.offset + e), pitch: Int32(block.sums.count), count: Int32(block.basisCount),
          baseWeight: block.baseOffset.map { Int32($0 + e) } ?? -1)
      }
    }
  }

  var groupCount: Int { plan.layers.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.sums.count } } }
  /// The weights of the sparsity penalty; zeros without one.
  var sparsity: (strength: Double, l1: Double, entropy: Double) {
    if case .sparsity(let strength, let l1, let entropy) = penalty {
      (strength, l1, entropy)
    } else {
      (0, 0, 0)
    }
  }
  var ridge: Double { if case .ridge(let strength) = penalty { strength } else { 0 } }
  var lasso: Double { if case .groupLasso(let strength) = penalty { strength } else { 0 } }
}
