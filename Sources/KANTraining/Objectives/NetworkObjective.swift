import KANModel

/// Loss and penalty of a network on a table, with the gradient by all parameters.
///
/// Forward and backward run tile by tile in `Scalar`; sums over chunks of tiles are taken in a fixed order.
final class NetworkObjective<Scalar: EngineScalar>: DifferentiableObjective {
  let engine: NetworkEngine<Scalar>
  private let samples: SampleTiles<Scalar>
  private let loss: Loss
  private let sparsity: SparsityPenalty?
  private let lasso: GroupLasso?
  private let threads: Int
  private let outputCount: Int
  private let targetCount: Int
  private let inputCount: Int
  private var workspaces: [TileWorkspace<Scalar>] = []
  /// One gradient a chunk.
  private var partials: [Buffer<Scalar>] = []
  private let scalars: Buffer<Scalar>
  /// One buffer for each size of batch; there are two, the last of an epoch being shorter.
  private var batches: [Int: SampleTiles<Scalar>] = [:]

  let parameterCount: Int
  var sampleCount: Int { samples.sampleCount }

  /// The number of chunks of tiles; fixed, so that the number of threads never shows.
  private static var chunkLimit: Int { 8 }

  init(
    _ network: Network, inputs: [[Double]], targets: [[Double]], weights: [Double]?, loss: Loss,
    penalty: Penalty, batchSize: Int? = nil, threads: Int
  ) {
    engine = NetworkEngine(network)
    parameterCount = engine.plan.parameterCount
    inputCount = inputs.count
    outputCount = network.outputs.count
    targetCount = targets.count
    self.loss = loss
    self.threads = threads
    samples = SampleTiles(
      inputs, targets: targets, weights: weights, inputFeatures: network.inputs,
      outputFeatures: network.outputs, scalesTargets: loss.scalesTargets, splitsSigns: false,
      preferredWidth: min(128, ((batchSize ?? 128) + 7) / 8 * 8))
    scalars = Buffer(count: parameterCount, repeating: 0)
    switch penalty {
    case .none: (sparsity, lasso) = (nil, nil)
    case .sparsity(let strength, let l1, let entropy):
      (sparsity, lasso) = (SparsityPenalty(strength: strength, l1: l1, entropy: entropy), nil)
    case .groupLasso(let strength): (sparsity, lasso) = (nil, GroupLasso(engine.plan, strength: strength))
    }
    let width = samples.width
    let plan = engine.plan
    workspaces = (0..<max(1, min(threads, Self.chunkLimit))).map { _ in TileWorkspace(plan, width: width) }
  }

  func value(at parameters: [Double]) -> Double {
    evaluate(samples, parameters, wantsGradient: false).total + (lasso?.value(parameters) ?? 0)
  }

  /// The loss alone, without penalty.
  func dataLoss(at parameters: [Double]) -> Double {
    evaluate(samples, parameters, wantsGradient: false, penalises: false).total
  }

  func value(at parameters: [Double], gradient: inout [Double]) -> Double {
    let result = evaluate(samples, parameters, wantsGradient: true)
    gather(into: &gradient, chunks: result.chunks)
    return result.total + (lasso?.value(parameters) ?? 0)
  }

  func value(at parameters: [Double], gradient: inout [Double], rows: ArraySlice<Int>) -> Double {
    guard rows.count < samples.sampleCount else { return value(at: parameters, gradient: &gradient) }
    let batch =
      batches[rows.count]
      ?? SampleTiles(batchOf: rows.count, from: samples, inputCount: inputCount, targetCount: targetCount)
    batches[rows.count] = batch
    batch.load(rows, from: samples, inputCount: inputCount, targetCount: targetCount)
    let result = evaluate(batch, parameters, wantsGradient: true)
    gather(into: &gradient, chunks: result.chunks)
    return result.total + (lasso?.value(parameters) ?? 0)
  }

  var hasProximalPart: Bool { lasso != nil }

  func applyProximalStep(_ parameters: inout [Double], steps: [Double]) {
    lasso?.shrink(&parameters, steps: steps)
  }

  /// Sums the chunks' gradients in order.
  private func gather(into gradient: inout [Double], chunks: Int) {
    for n in 0..<parameterCount {
      var sum = 0.0
      for chunk in 0..<chunks { sum += Double(partials[chunk].pointer[n]) }
      gradient[n] = sum
    }
  }

  /// Loss and smooth penalty; with `wantsGradient`, leaves one partial gradient a chunk.
  private func evaluate(
    _ tiles: SampleTiles<Scalar>, _ parameters: [Double], wantsGradient: Bool, penalises: Bool = true
  ) -> (total: Double, chunks: Int) {
    for n in 0..<parameterCount { scalars.pointer[n] = Scalar(parameters[n]) }
    let schedule = TileSchedule(
      tiles: tiles.count, chunks: Self.chunkLimit,
      threads: tiles.count * tiles.width * parameterCount > 20_000 ? threads : 1)
    while wantsGradient, partials.count < schedule.chunks {
      partials.append(Buffer(count: parameterCount, repeating: 0))
    }
    var penalty: (value: Double, slopes: [[Double]])?
    if let sparsity, penalises {
      penalty = sparsity.evaluate(meanMagnitudes(tiles, schedule))
    }
    let norm = 1 / Double(tiles.sampleCount)
    let slopes = penalty.map { $0.slopes.map { $0.map { Scalar($0 * norm) } } }

    var sums = [Double](repeating: 0, count: schedule.chunks)
    sums.withUnsafeMutableBufferPointer { sums in
      let shared = SharedPointer(sums)
      schedule.run { worker, chunk, range in
        let workspace = workspaces[worker]
        let gradient = wantsGradient ? partials[chunk].pointer : nil
        gradient?.update(repeating: 0, count: parameterCount)
        var sum = 0.0
        for tile in range { sum += pass(tiles, tile, workspace, gradient, slopes) }
        shared[chunk] = sum
      }
    }
    return (sums.reduce(0, +) + (penalty?.value ?? 0), schedule.chunks)
  }

  /// Forward, loss and backward of one tile.
  private func pass(
    _ tiles: SampleTiles<Scalar>, _ tile: Int, _ workspace: TileWorkspace<Scalar>,
    _ gradient: UnsafeMutablePointer<Scalar>?, _ slopes: [[Scalar]]?
  ) -> Double {
    let parameters = UnsafePointer(scalars.pointer)
    engine.forward(parameters, tile: tile, of: tiles, workspace, slopes: gradient != nil)
    if gradient != nil { engine.clearAdjoints(workspace) }
    let value = loss.evaluate(
      tiles.width, outputs: (0..<outputCount).map { engine.output($0, workspace) },
      targets: (0..<targetCount).map { tiles.target($0, tile: tile) }, weights: tiles.weights(tile: tile),
      scale: 1 / tiles.totalWeight,
      adjoints: gradient == nil ? nil : (0..<outputCount).map { engine.outputAdjoint($0, workspace) })
    if let gradient {
      engine.backward(
        parameters, tile: tile, of: tiles, workspace, gradient: gradient, edgeSlopes: slopes)
    }
    return value
  }

  /// The mean |φ| of every edge.
  private func meanMagnitudes(_ tiles: SampleTiles<Scalar>, _ schedule: TileSchedule) -> [[Double]] {
    let zeros = engine.plan.layers.map { layer in
      [Double](repeating: 0, count: layer.blocks.reduce(layer.symbolic.count) { $0 + $1.sums.count })
    }
    var chunks = [[[Double]]](repeating: zeros, count: schedule.chunks)
    let parameters = UnsafePointer(scalars.pointer)
    chunks.withUnsafeMutableBufferPointer { chunks in
      let shared = SharedPointer(chunks)
      schedule.run { worker, chunk, range in
        var sums = zeros
        for tile in range {
          engine.forward(parameters, tile: tile, of: tiles, workspaces[worker], slopes: false)
          engine.addMagnitudes(
            parameters, valid: tiles.validCount(tile: tile), workspaces[worker], to: &sums)
        }
        shared[chunk] = sums
      }
    }
    let norm = 1 / Double(tiles.sampleCount)
    return zeros.indices.map { l in
      zeros[l].indices.map { e in chunks.reduce(0) { $0 + $1[l][e] } * norm }
    }
  }
}
