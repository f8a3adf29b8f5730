/// Loss and penalty of a model on a table, with the gradient with respect to all parameters.
///
/// Forward and backward run tile by tile in the model's scalar; sums over chunks of tiles are taken in a fixed order.
final class ModelObjective<Model: DifferentiableModel>: DifferentiableObjective
where Model.Scalar: EngineScalar {
  let model: Model
  /// The training samples; may be exchanged for as many others of the same layout.
  var samples: SampleTiles<Model.Scalar>
  let loss: Loss
  private let edges: EdgePenalty<Model>?
  private let lasso: GroupLasso?
  /// λ of λ·‖θ‖².
  private let ridge: Double
  private let threads: Int
  private let targetCount: Int
  private let workspaces: [Model.Workspace]
  /// One gradient per chunk, in the model's layout.
  private var partials: Buffer<Model.Scalar>
  /// Parameters and gradient for callers with the compact vector.
  private let ownParameters: Buffer<Model.Scalar>
  private let ownGradient: Buffer<Model.Scalar>
  /// The loss of each chunk.
  private let sums: Buffer<Double>
  /// One buffer for each size of batch; there are two, the last of an epoch being shorter.
  private var batches: [Int: SampleTiles<Model.Scalar>] = [:]
  /// The number of batches so far, which determines the noise of stochastic models.
  private var batchNumber: UInt64 = 0

  let parameterCount: Int
  let storageCount: Int
  var sampleCount: Int { samples.sampleCount }

  /// The number of chunks of tiles; fixed, so that the number of threads has no effect.
  private static var chunkLimit: Int { 8 }

  /// The objective on samples that are laid out already.
  init(
    _ model: Model, samples: SampleTiles<Model.Scalar>, targets: Int, loss: Loss,
    edges: EdgePenalty<Model>? = nil,
    lasso: GroupLasso? = nil, ridge: Double = 0, threads: Int
  ) {
    self.model = model
    (self.samples, targetCount) = (samples, targets)
    (self.loss, self.edges, self.lasso, self.ridge) = (loss, edges, lasso, ridge)
    self.threads = threads
    parameterCount = model.parameterCount
    storageCount = model.storageCount
    ownParameters = Buffer(count: storageCount, repeating: 0)
    ownGradient = Buffer(count: storageCount, repeating: 0)
    partials = Buffer(count: 0, repeating: 0)
    sums = Buffer(count: Self.chunkLimit, repeating: 0)
    workspaces = (0..<max(1, min(threads, Self.chunkLimit))).map { _ in
      edges?.makeWorkspace(samples.width) ?? model.makeWorkspace(width: samples.width)
    }
  }

  /// Samples per tile, also for mini-batches, none of which should be mostly padding.
  static func tileWidth(_ model: Model, batchSize: Int?) -> Int {
    min(model.preferredTileWidth, batchSize.map { ($0 + 7) / 8 * 8 } ?? .max)
  }

  func value(at parameters: [Double]) -> Double {
    dataLoss(at: parameters, penalises: true) + addedPenalty(parameters)
  }

  /// The loss alone, without penalty.
  func dataLoss(at parameters: [Double]) -> Double { dataLoss(at: parameters, penalises: false) }

  private func dataLoss(at parameters: [Double], penalises: Bool) -> Double {
    model.store(parameters, into: ownParameters.pointer)
    return evaluate(
      samples, ownParameters.pointer, wantsGradient: false, for: .value, penalises: penalises)
  }

  func value(at parameters: [Double], gradient: inout [Double]) -> Double {
    model.store(parameters, into: ownParameters.pointer)
    var value = evaluate(samples, ownParameters.pointer, wantsGradient: true, for: .gradient)
    let tables = schedule(samples).chunks
    if !Model.Scalar.gather(storageCount, tables: tables, partials.pointer, ownGradient.pointer) {
      value = .nan
    }
    gradient = model.load(ownGradient.pointer)
    return value + addedPenalty(parameters)
  }

  /// The penalties that need no samples.
  private func addedPenalty(_ parameters: [Double]) -> Double {
    (lasso?.value(parameters) ?? 0)
      + (ridge == 0 ? 0 : ridge * Double.dot(parameters.count, parameters, parameters))
  }

  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Model.Scalar>) {
    model.store(parameters, into: storage)
  }

  func load(_ storage: UnsafePointer<Model.Scalar>) -> [Double] { model.load(storage) }

  func batchGradient(at parameters: UnsafePointer<Model.Scalar>, rows: ArraySlice<Int>?) -> (
    value: Double, gradient: PartialGradients<Model.Scalar>
  ) {
    batchNumber += 1
    var tiles = samples
    if let rows, rows.count < samples.sampleCount {
      let batch =
        batches[rows.count]
        ?? SampleTiles(
          batchOf: rows.count, from: samples, inputCount: model.inputCount, targetCount: targetCount)
      batches[rows.count] = batch
      batch.load(rows, from: samples, inputCount: model.inputCount, targetCount: targetCount)
      tiles = batch
    }
    var value = evaluate(tiles, parameters, wantsGradient: true, for: .step(number: batchNumber))
    if lasso != nil || ridge != 0 { value += addedPenalty(load(parameters)) }
    let schedule = schedule(tiles)
    return (
      value, PartialGradients(buffer: partials, tables: schedule.chunks, threads: schedule.threads)
    )
  }

  var hasProximalPart: Bool { lasso != nil }

  func applyProximalStep(_ parameters: inout [Double], steps: [Double]) {
    lasso?.shrink(&parameters, steps: steps)
  }

  /// The loss without penalty and the outputs `[j][s]` of all samples, in scaled units.
  func lossAndOutputs(at parameters: [Double]) -> (loss: Double, outputs: [[Double]]) {
    model.store(parameters, into: ownParameters.pointer)
    let (rows, width) = (samples.sampleCount, samples.width)
    let table = Buffer(count: model.outputCount * samples.count * width, repeating: 0.0)
    let stride = samples.count * width
    let schedule = schedule(samples)
    schedule.run { worker, chunk, range in
      var sum = 0.0
      for index in range {
        let tile = SampleTile(samples: samples, index: index)
        sum += pass(tile, ownParameters.pointer, workspaces[worker], nil, adds: false, nil, for: .value)
        for j in 0..<model.outputCount {
          let y = model.output(j, of: workspaces[worker])
          for s in 0..<width { table.pointer[j * stride + index * width + s] = Double(y[s]) }
        }
      }
      sums.pointer[chunk] = sum
    }
    let outputs = (0..<model.outputCount).map { j in
      Array(UnsafeBufferPointer(start: table.pointer + j * stride, count: rows))
    }
    return ((0..<schedule.chunks).reduce(0) { $0 + sums.pointer[$1] }, outputs)
  }

  /// The division of a table into chunks: enough for the threads, but few enough that their partial gradients cost little compared
  /// with the passes; it depends only on the problem, so that the number of threads has no effect.
  private func schedule(_ tiles: SampleTiles<Model.Scalar>) -> TileSchedule {
    let affordable = min(
      Double(tiles.count / 2), Double(tiles.sampleCount) / (24 * model.samplesPerGradient))
    let isWorthwhile = Double(tiles.sampleCount) * model.costOfSample > 150_000
    return TileSchedule(
      tiles: tiles.count, chunks: min(Self.chunkLimit, max(2, Int(affordable))),
      threads: isWorthwhile ? threads : 1)
  }

  /// Loss and smooth penalty; with `wantsGradient`, also overwrites `partials`, one table per chunk.
  @_specialize(where Model == NetworkEngine<Float>) @_specialize(where Model == NetworkEngine<Double>)
  private func evaluate(
    _ tiles: SampleTiles<Model.Scalar>, _ parameters: UnsafePointer<Model.Scalar>,
    wantsGradient: Bool, for purpose: ModelPass, penalises: Bool = true
  ) -> Double {
    let schedule = schedule(tiles)
    let count = storageCount
    if wantsGradient, partials.count < schedule.chunks * count {
      partials = Buffer(count: schedule.chunks * count, repeating: 0)
    }
    var penalty: (value: Double, slopes: [[Double]])?
    if let edges, penalises {
      penalty = edges.penalty.evaluate(meanMagnitudes(edges, tiles, parameters, schedule))
    }
    let norm = 1 / Double(tiles.sampleCount)
    let slopes = penalty.map { $0.slopes.map { $0.map { Model.Scalar($0 * norm) } } }

    schedule.run { worker, chunk, range in
      let workspace = workspaces[worker]
      let partial = wantsGradient ? partials.pointer + chunk * count : nil
      var sum = 0.0
      for index in range {
        sum += pass(
          SampleTile(samples: tiles, index: index), parameters, workspace, partial,
          adds: index > range.lowerBound, slopes, for: purpose)
      }
      if let partial { model.clearPadding(of: partial) }
      sums.pointer[chunk] = sum
    }
    var total = penalty?.value ?? 0
    for chunk in 0..<schedule.chunks { total += sums.pointer[chunk] }
    if wantsGradient, ridge != 0 {
      Model.Scalar.addScaled(count, Model.Scalar(2 * ridge), parameters, partials.pointer)
    }
    return total
  }

  /// Forward pass, loss and backward pass of one tile, whose gradient is added or overwrites previous values.
  private func pass(
    _ tile: SampleTile<Model.Scalar>, _ parameters: UnsafePointer<Model.Scalar>, _ workspace: Model.Workspace,
    _ gradient: UnsafeMutablePointer<Model.Scalar>?, adds: Bool, _ slopes: [[Model.Scalar]]?,
    for purpose: ModelPass
  ) -> Double {
    model.forward(parameters, tile, workspace, for: purpose)
    let value = loss.evaluate(
      model, tile, workspace, wantsAdjoints: gradient != nil)
    if let gradient {
      if let edges, let slopes {
        if !adds { gradient.clear(storageCount) }
        edges.backward(parameters, tile, workspace, gradient, slopes)
      } else if adds {
        model.backward(parameters, tile, workspace, gradient: gradient)
      } else {
        model.backward(parameters, tile, workspace, overwriting: gradient)
      }
    }
    return value
  }

  /// The mean |φ| of every edge.
  private func meanMagnitudes(
    _ edges: EdgePenalty<Model>, _ tiles: SampleTiles<Model.Scalar>,
    _ parameters: UnsafePointer<Model.Scalar>,
    _ schedule: TileSchedule
  ) -> [[Double]] {
    let zeros = edges.zeros
    var chunks = [[[Double]]](repeating: zeros, count: schedule.chunks)
    chunks.withUnsafeMutableBufferPointer { chunks in
      let shared = SharedPointer(chunks)
      schedule.run { worker, chunk, range in
        var sums = zeros
        for index in range {
          let tile = SampleTile(samples: tiles, index: index)
          model.forward(parameters, tile, workspaces[worker], for: .value)
          edges.addMagnitudes(parameters, tile, workspaces[worker], &sums)
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
