import KANModel

/// Loss and penalty of a network on a table, with the gradient by all parameters.
///
/// Forward and backward run tile by tile in `Scalar`; sums over chunks of tiles are taken in a fixed order.
final class NetworkObjective<Scalar: EngineScalar>: DifferentiableObjective {
  let engine: NetworkEngine<Scalar>
  private let samples: SampleTiles<Scalar>
  let loss: Loss
  private let sparsity: SparsityPenalty?
  private let lasso: GroupLasso?
  private let threads: Int
  private let targetCount: Int
  private let inputCount: Int
  private var workspaces: [TileWorkspace<Scalar>] = []
  /// One gradient a chunk, in the engine's layout.
  private var partials: Buffer<Scalar>
  /// Parameters and gradient of callers that have the compact vector.
  private let ownParameters: Buffer<Scalar>
  private let ownGradient: Buffer<Scalar>
  /// The loss of each chunk.
  private let sums: Buffer<Double>
  /// One buffer for each size of batch; there are two, the last of an epoch being shorter.
  private var batches: [Int: SampleTiles<Scalar>] = [:]

  let parameterCount: Int
  var sampleCount: Int { samples.sampleCount }

  /// The number of chunks of tiles; fixed, so that the number of threads never shows.
  private static var chunkLimit: Int { 8 }

  convenience init(
    _ network: Network, inputs: [[Double]], targets: [[Double]], weights: [Double]?, loss: Loss,
    penalty: Penalty, batchSize: Int? = nil, threads: Int
  ) {
    let samples = SampleTiles<Scalar>(
      inputs, targets: targets, weights: weights, inputFeatures: network.inputs,
      outputFeatures: network.outputs, scalesTargets: loss.scalesTargets, splitsSigns: false,
      preferredWidth: min(Self.width(network), ((batchSize ?? 256) + 7) / 8 * 8))
    self.init(
      network, samples: samples, inputs: inputs.count, targets: targets.count, loss: loss, penalty: penalty,
      threads: threads)
  }

  /// The objective on samples that are laid out already.
  init(
    _ network: Network, samples: SampleTiles<Scalar>, inputs: Int, targets: Int, loss: Loss,
    penalty: Penalty = .none, threads: Int
  ) {
    engine = NetworkEngine(network)
    parameterCount = engine.plan.parameterCount
    (inputCount, targetCount) = (inputs, targets)
    self.samples = samples
    self.loss = loss
    self.threads = threads
    let layout = engine.layout
    ownParameters = Buffer(count: layout.count, repeating: 0)
    ownGradient = Buffer(count: layout.count, repeating: 0)
    partials = Buffer(count: 0, repeating: 0)
    sums = Buffer(count: Self.chunkLimit, repeating: 0)
    switch penalty {
    case .none: (sparsity, lasso) = (nil, nil)
    case .sparsity(let strength, let l1, let entropy):
      (sparsity, lasso) = (SparsityPenalty(strength: strength, l1: l1, entropy: entropy), nil)
    case .groupLasso(let strength): (sparsity, lasso) = (nil, GroupLasso(engine.plan, strength: strength))
    }
    let (width, plan, penalises) = (samples.width, engine.plan, sparsity != nil)
    workspaces = (0..<max(1, min(threads, Self.chunkLimit))).map { _ in
      TileWorkspace(plan, layout, width: width, penalises: penalises)
    }
  }

  /// Samples a tile: few enough for the second-level cache, enough that each cell of a fine grid has some.
  private static func width(_ network: Network) -> Int {
    let finest = network.layers.flatMap(\.grids).map(\.intervals).max() ?? 0
    return finest > 16 ? 256 : 128
  }

  func value(at parameters: [Double]) -> Double {
    store(parameters, into: ownParameters.pointer)
    return evaluate(samples, ownParameters.pointer, gradient: nil) + (lasso?.value(parameters) ?? 0)
  }

  /// The loss alone, without penalty.
  func dataLoss(at parameters: [Double]) -> Double {
    store(parameters, into: ownParameters.pointer)
    return evaluate(samples, ownParameters.pointer, gradient: nil, penalises: false)
  }

  func value(at parameters: [Double], gradient: inout [Double]) -> Double {
    store(parameters, into: ownParameters.pointer)
    let value = evaluate(samples, ownParameters.pointer, gradient: ownGradient.pointer)
    gradient = load(ownGradient.pointer)
    return value + (lasso?.value(parameters) ?? 0)
  }

  var storageCount: Int { engine.layout.count }

  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>) {
    engine.layout.store(parameters, into: storage)
  }

  func load(_ storage: UnsafePointer<Scalar>) -> [Double] { engine.layout.load(storage) }

  func batchValue(
    at parameters: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, rows: ArraySlice<Int>?
  ) -> Double {
    var value: Double
    if let rows, rows.count < samples.sampleCount {
      let batch =
        batches[rows.count]
        ?? SampleTiles(batchOf: rows.count, from: samples, inputCount: inputCount, targetCount: targetCount)
      batches[rows.count] = batch
      batch.load(rows, from: samples, inputCount: inputCount, targetCount: targetCount)
      value = evaluate(batch, parameters, gradient: gradient)
    } else {
      value = evaluate(samples, parameters, gradient: gradient)
    }
    if let lasso { value += lasso.value(load(parameters)) }
    return value
  }

  var hasProximalPart: Bool { lasso != nil }

  func applyProximalStep(_ parameters: inout [Double], steps: [Double]) {
    lasso?.shrink(&parameters, steps: steps)
  }

  /// How a table is shared out: enough chunks for the threads, but few enough that their partial gradients cost
  /// little beside the work they come from; by the problem alone, so that the number of threads never shows.
  private func schedule(_ tiles: SampleTiles<Scalar>) -> TileSchedule {
    let affordable = Double(tiles.sampleCount) / (24 * engine.samplesPerGradient)
    let isWorthwhile = Double(tiles.sampleCount) * engine.costOfSample > 150_000
    return TileSchedule(
      tiles: tiles.count, chunks: min(Self.chunkLimit, max(2, Int(affordable))),
      threads: isWorthwhile ? threads : 1)
  }

  /// Loss and smooth penalty; with `gradient`, overwrites that too. NaN where the gradient is not finite.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  private func evaluate(
    _ tiles: SampleTiles<Scalar>, _ parameters: UnsafePointer<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>?, penalises: Bool = true
  ) -> Double {
    let schedule = schedule(tiles)
    let count = engine.layout.count
    if gradient != nil, partials.count < schedule.chunks * count {
      partials = Buffer(count: schedule.chunks * count, repeating: 0)
    }
    var penalty: (value: Double, slopes: [[Double]])?
    if let sparsity, penalises {
      penalty = sparsity.evaluate(meanMagnitudes(tiles, parameters, schedule))
    }
    let norm = 1 / Double(tiles.sampleCount)
    let slopes = penalty.map { $0.slopes.map { $0.map { Scalar($0 * norm) } } }

    schedule.run { worker, chunk, range in
      let workspace = workspaces[worker]
      let partial = gradient == nil ? nil : partials.pointer + chunk * count
      partial?.clear(count)
      var sum = 0.0
      for tile in range { sum += pass(tiles, tile, parameters, workspace, partial, slopes) }
      sums.pointer[chunk] = sum
    }
    var total = penalty?.value ?? 0
    for chunk in 0..<schedule.chunks { total += sums.pointer[chunk] }
    guard let gradient else { return total }
    let isFinite = Scalar.gather(count, tables: schedule.chunks, partials.pointer, gradient)
    for hole in engine.layout.holes { gradient[hole] = 0 }
    return isFinite ? total : .nan
  }

  /// Forward, loss and backward of one tile.
  private func pass(
    _ tiles: SampleTiles<Scalar>, _ tile: Int, _ parameters: UnsafePointer<Scalar>,
    _ workspace: TileWorkspace<Scalar>, _ gradient: UnsafeMutablePointer<Scalar>?, _ slopes: [[Scalar]]?
  ) -> Double {
    engine.forward(parameters, tile: tile, of: tiles, workspace, slopes: gradient != nil)
    if gradient != nil { engine.clearAdjoints(workspace) }
    let value = loss.evaluate(
      engine, tiles, tile, targetCount: targetCount, workspace, wantsAdjoints: gradient != nil)
    if let gradient {
      engine.backward(
        parameters, tile: tile, of: tiles, workspace, gradient: gradient, edgeSlopes: slopes)
    }
    return value
  }

  /// The mean |φ| of every edge.
  private func meanMagnitudes(
    _ tiles: SampleTiles<Scalar>, _ parameters: UnsafePointer<Scalar>, _ schedule: TileSchedule
  ) -> [[Double]] {
    let zeros = engine.plan.layers.map { layer in
      [Double](repeating: 0, count: layer.blocks.reduce(layer.symbolic.count) { $0 + $1.sums.count })
    }
    var chunks = [[[Double]]](repeating: zeros, count: schedule.chunks)
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
