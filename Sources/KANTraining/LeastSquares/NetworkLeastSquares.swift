import Dispatch
import KANModel

/// The residuals of a network on a table, in scaled target units, with their normal equations.
///
/// JᵀJ is accumulated tile by tile; only the Jacobian of one tile is ever stored, and only its non-zero part if splines leave most
/// of it zero.
final class NetworkLeastSquares: LeastSquaresObjective {
  private let engine: NetworkEngine<Double>
  private let samples: SampleTiles<Double>
  private let workers: [Worker]
  private let schedule: TileSchedule
  /// One sum per chunk, added in order, so that the number of threads has no effect.
  private let partials: [NormalEquations]
  /// The parameters in the order of the engine, also shifted slightly backward and forward along a step.
  private let storage: Buffer<Double>
  private let outputCount: Int
  let parameterCount: Int

  /// The memory of one thread.
  private final class Worker: @unchecked Sendable {
    let workspace: TileWorkspace<Double>
    /// The rows of the Jacobian, one per parameter, then the residual.
    let rows: Buffer<Double>
    /// The dense basis of one input.
    let dense: [Buffer<Double>]
    /// The rows sample by sample, if most of the Jacobian is zero.
    let sparse: SparseRows?
    /// Outputs at three points along a step.
    let curve: Buffer<Double>

    init(
      _ plan: NetworkPlan, _ layout: ParameterLayout, width: Int, rowCount: Int, outputs: Int, isSparse: Bool
    ) {
      sparse = isSparse ? SparseRows(plan, width: width) : nil
      curve = Buffer(count: 2 * outputs * width, repeating: 0)
      workspace = TileWorkspace(plan, layout, width: width)
      rows = Buffer(count: rowCount * width, repeating: 0)
      dense = plan.layers.map { layer in
        Buffer(
          count: isSparse ? 0 : layer.blocks.reduce(0) { $0 + $1.basisCount } * width, repeating: 0)
      }
    }
  }

  /// - Parameter sparse: Whether rows are stored sample by sample; `nil` for the faster choice.
  init(
    _ network: Network, inputs: [[Double]], targets: [[Double]], weights: [Double]?, threads: Int,
    sparse: Bool? = nil
  ) {
    engine = NetworkEngine(network)
    parameterCount = engine.plan.parameterCount
    outputCount = targets.count
    let rowCount = (parameterCount + 1 + 7) / 8 * 8
    // A Jacobian tile of about 256 kB stays in the second-level cache.
    let width = min(256, max(64, 32768 / rowCount / 8 * 8))
    samples = SampleTiles(
      inputs, targets: targets, weights: weights, inputFeatures: network.inputs,
      outputFeatures: network.outputs, splitsSigns: true, preferredWidth: width)
    // The dense update does about eight times the arithmetic in a given time.
    let values = SparseRows.valueCount(engine.plan)
    let isSparse = sparse ?? (8 * values * values < rowCount * rowCount)
    let square = isSparse ? 8 * values * values : rowCount * (rowCount + 32)
    let work = samples.count * samples.width * square * outputCount
    schedule = TileSchedule(
      tiles: samples.count, chunks: work > 2_000_000 ? (rowCount > 800 ? 2 : 4) : 1, threads: threads)
    let (plan, layout, tileWidth) = (engine.plan, engine.layout, samples.width)
    storage = Buffer(count: 3 * layout.count, repeating: 0)
    workers = (0..<schedule.threads).map { _ in
      Worker(plan, layout, width: tileWidth, rowCount: rowCount, outputs: targets.count, isSparse: isSparse)
    }
    partials = (1..<schedule.chunks).map { [parameterCount] _ in NormalEquations(size: parameterCount) }
  }

  /// The parameters of `network` in the order of the normal equations.
  func parameters(of network: Network) -> [Double] { engine.plan.parameters(of: network) }

  /// `network` with `parameters`.
  func network(_ network: Network, with parameters: [Double]) -> Network {
    engine.plan.network(network, with: parameters)
  }

  private var norm: Double { 1 / (samples.totalWeight * Double(outputCount)) }

  func meanSquare(at parameters: [Double]) -> Double {
    engine.layout.store(parameters, into: storage.pointer)
    var sums = [Double](repeating: 0, count: schedule.chunks)
    sums.withUnsafeMutableBufferPointer { sums in
      let shared = SharedPointer(sums)
      schedule.run { worker, chunk, tiles in
        let workspace = workers[worker].workspace
        var sum = 0.0
        for tile in tiles {
          engine.forward(storage.pointer, tile: tile, of: samples, workspace, slopes: false)
          for j in 0..<outputCount {
            residual(j, tile, workspace, into: workspace.scratch.pointer)
            sum +=
              samples.signs[tile]
              * Double.dot(samples.width, workspace.scratch.pointer, workspace.scratch.pointer)
          }
        }
        shared[chunk] = sum
      }
    }
    return sums.reduce(0, +) * norm
  }

  func linearise(at parameters: [Double], into equations: NormalEquations) {
    engine.layout.store(parameters, into: storage.pointer)
    schedule.run { worker, chunk, tiles in
      let target = chunk == 0 ? equations : partials[chunk - 1]
      target.clear()
      for tile in tiles { accumulate(parameters, tile, workers[worker], into: target) }
    }
    let total = equations.matrix
    for partial in partials { Double.addScaled(total.count, 1, partial.matrix.pointer, total.pointer) }
    let norm = norm
    for n in 0..<total.count { total.pointer[n] *= norm }
  }

  /// √|w|·(y − t) of output `j`.
  private func residual(
    _ j: Int, _ tile: Int, _ workspace: TileWorkspace<Double>, into row: UnsafeMutablePointer<Double>
  ) {
    let y = engine.output(j, workspace)
    let t = samples.target(j, tile: tile)
    let w = samples.weights(tile: tile)
    for s in 0..<samples.width { row[s] = w[s] * (y[s] - t[s]) }
  }

  /// Adds one tile: for each output the rows of its Jacobian and the residual, then one rank update.
  private func accumulate(
    _ parameters: [Double], _ tile: Int, _ worker: Worker, into equations: NormalEquations
  ) {
    let workspace = worker.workspace
    let width = samples.width
    engine.forward(storage.pointer, tile: tile, of: samples, workspace, slopes: true)
    if worker.sparse == nil { scatterBases(worker) }
    for j in 0..<outputCount {
      engine.clearAdjoints(workspace)
      engine.outputAdjoint(j, workspace).update(from: samples.weights(tile: tile), count: width)
      engine.backward(storage.pointer, tile: tile, of: samples, workspace) { l in
        writeRows(ofLayer: l, parameters, tile, worker)
      }
      residual(j, tile, workspace, into: worker.rows.pointer + parameterCount * width)
      if let sparse = worker.sparse {
        sparse.write(residuals: worker.rows.pointer + parameterCount * width, column: parameterCount)
        sparse.addSquare(sign: samples.signs[tile], to: equations)
        continue
      }
      Cholesky.rankUpdate(
        size: equations.leading, count: width, sign: samples.signs[tile], rows: worker.rows.pointer,
        stride: width, into: equations.matrix.pointer, leading: equations.leading)
    }
  }

  /// The basis of every input as dense rows, once per tile for all edges and outputs.
  private func scatterBases(_ worker: Worker) {
    let width = samples.width
    for (l, layer) in engine.plan.layers.enumerated() {
      let rows = worker.workspace.layers[l]
      var target = worker.dense[l].pointer
      for block in layer.blocks {
        Double.scatterBasis(
          order: layer.order, count: width, bases: block.basisCount,
          first: rows.first.pointer + block.input * width,
          values: rows.values.pointer + block.input * engine.layout.layers[l].taps * width, dense: target)
        target += block.basisCount * width
      }
    }
  }

  /// ∂y/∂θ for the parameters of one layer: adjoint of the sum times the factor of the parameter.
  private func writeRows(ofLayer l: Int, _ parameters: [Double], _ tile: Int, _ worker: Worker) {
    let width = samples.width
    let layer = engine.plan.layers[l]
    let rows = worker.workspace.layers[l]
    let jacobian = worker.rows.pointer
    var dense = worker.dense[l].pointer
    for block in layer.blocks {
      let edges = block.sums.count
      for (e, j) in block.sums.enumerated() {
        let adjoint = rows.adjoints.pointer + Int(j) * width
        for n in 0..<block.basisCount where worker.sparse == nil {
          Double.multiply(
            width, adjoint, dense + n * width, jacobian + (block.offset + n * edges + e) * width)
        }
        if let base = block.baseOffset {
          Double.multiply(
            width, adjoint, rows.base.pointer + block.input * width, jacobian + (base + e) * width)
        }
      }
      dense += block.basisCount * width
    }
    for j in 0..<layer.factorCount {
      (jacobian + (layer.biasOffset + j) * width).update(
        from: rows.adjoints.pointer + j * width, count: width)
    }
    for edge in layer.symbolic {
      let adjoint = rows.adjoints.pointer + edge.sum * width
      let x = engine.input(edge.input, layer: l, tile: tile, of: samples, worker.workspace)
      (jacobian + edge.offset * width).update(from: adjoint, count: width)
      for term in edge.terms {
        let values = rows.termValues.pointer + term.row * width
        let slopes = rows.termSlopes.pointer + term.row * width
        let amplitude = parameters[term.amplitude]
        Double.multiply(width, adjoint, values, jacobian + term.amplitude * width)
        if let rate = term.rate {
          let row = jacobian + rate * width
          for s in 0..<width { row[s] = adjoint[s] * amplitude * slopes[s] * x[s] }
        }
        if let shift = term.shift {
          let row = jacobian + shift * width
          for s in 0..<width { row[s] = adjoint[s] * amplitude * slopes[s] }
        }
      }
    }
    worker.sparse?.write(layer: l, rows, taps: engine.layout.layers[l].taps, others: jacobian)
  }

  /// The fraction of a step at which second differences are taken; large enough that rounding does not matter.
  private static let reach = 0.1

  func curvature(at parameters: [Double], along step: [Double]) -> [Double]? {
    let count = engine.layout.count
    let (before, after) = (storage.pointer + count, storage.pointer + 2 * count)
    engine.layout.store(parameters, into: storage.pointer)
    engine.layout.store(zip(parameters, step).map { $0 - Self.reach * $1 }, into: before)
    engine.layout.store(zip(parameters, step).map { $0 + Self.reach * $1 }, into: after)
    let gradients = (0..<schedule.chunks).map { _ in Buffer<Double>(count: count, repeating: 0) }
    var sums = [(curve: Double, value: Double)](repeating: (0, 0), count: schedule.chunks)
    sums.withUnsafeMutableBufferPointer { sums in
      let shared = SharedPointer(sums)
      schedule.run { worker, chunk, tiles in
        var sum = (curve: 0.0, value: 0.0)
        for tile in tiles {
          addCurvature(tile, workers[worker], before, after, to: gradients[chunk].pointer, &sum)
        }
        shared[chunk] = sum
      }
    }
    let sum = sums.reduce((curve: 0.0, value: 0.0)) { ($0.curve + $1.curve, $0.value + $1.value) }
    guard sum.curve > 1e-22 * sum.value else { return nil }
    let total = gradients[0]
    for other in gradients.dropFirst() { Double.addScaled(count, 1, other.pointer, total.pointer) }
    let norm = norm
    return engine.layout.load(total.pointer).map { $0 * norm }
  }

  /// Adds Jᵀ·W·r″ of one tile, and Σ W·r″² and Σ W·y².
  private func addCurvature(
    _ tile: Int, _ worker: Worker, _ before: UnsafePointer<Double>, _ after: UnsafePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>, _ sum: inout (curve: Double, value: Double)
  ) {
    let workspace = worker.workspace
    let width = samples.width
    let curve = worker.curve.pointer
    for (n, place) in [before, after].enumerated() {
      engine.forward(place, tile: tile, of: samples, workspace, slopes: false)
      for j in 0..<outputCount {
        (curve + (n * outputCount + j) * width).update(from: engine.output(j, workspace), count: width)
      }
    }
    engine.forward(storage.pointer, tile: tile, of: samples, workspace, slopes: true)
    engine.clearAdjoints(workspace)
    let w = samples.weights(tile: tile)
    for j in 0..<outputCount {
      let (y, adjoint) = (engine.output(j, workspace), engine.outputAdjoint(j, workspace))
      let (y0, y1) = (curve + j * width, curve + (outputCount + j) * width)
      for s in 0..<width {
        let weight = w[s] * w[s]
        let second = ((y1[s] - y[s]) - (y[s] - y0[s])) / (Self.reach * Self.reach)
        adjoint[s] = samples.signs[tile] * weight * second
        sum.curve += weight * second * second
        sum.value += weight * y[s] * y[s]
      }
    }
    engine.backward(storage.pointer, tile: tile, of: samples, workspace, gradient: gradient)
  }
}
