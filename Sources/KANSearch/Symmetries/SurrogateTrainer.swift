import KANData
import KANModel
import KANNumerics
import KANSymbolic
import KANTraining

/// Trains smooth networks that are good enough to be asked for derivatives.
///
/// The loss has many local minima, so several shapes and seeds race on a coarse grid; the best of them go on to finer grids on all rows,
/// as long as the rows kept back gain. Levenberg-Marquardt is used throughout, since derivatives need an accuracy that first-order
/// methods do not reach.
struct SurrogateTrainer: Sendable {
  /// The numbers that decide.
  struct Settings: Sendable, Hashable {
    /// Rows to learn from, those of the race, and those kept back to judge, at most.
    var (rows, racingRows, judgingRows) = (2_500, 800, 2_000)
    /// The share of the rows that is kept back.
    var keptBack = 0.2
    /// Nodes of the hidden layer, as multiples of the inputs, and the most of them.
    var (widths, most) = ([1, 2], 10)
    /// Random starts of every shape.
    var seeds = 2
    /// Grid intervals of the race, and those after it as far as the rows bear them.
    var (coarse, finer) = (3, [5, 8, 14, 24, 40, 70, 120])
    /// Steps of Levenberg-Marquardt between two looks at where knots should lie, and the looks of a start and of a grid.
    var (steps, looks, looksOfGrid) = (8, 3, 3)
    /// Starts that go on after the race.
    var finalists = 2
    /// Rows for every parameter of a network.
    var rowsOfParameter = 3
    /// The share of the error that a finer grid leaves where it is worth it.
    var progress = 0.95
    /// The factor between large and small targets from which the logarithm is tried as well, and from which it alone is.
    var (logarithm, onlyLogarithm) = (2.0, 1e3)
    /// The error that needs nothing better.
    var enough = 1e-6
    /// Parameters beyond which a step costs too much.
    var parameters = 800
  }

  var settings = Settings()
  let context: SearchContext
  let seed: UInt64

  /// One network of the race.
  private struct Start: Sendable {
    let shape: Network.Shape
    let seed: UInt64
    let scale: AxisScale
    let joint: Joint?
  }

  /// A network on its way.
  private struct Runner: Sendable {
    var network: Network
    let scale: AxisScale
    var error: Double
  }

  /// The best network for a target; `nil` where no training stays within the real numbers, or the budget ends at once.
  ///
  /// - Parameters:
  ///   - columns: One array an input.
  ///   - target: One finite number a row.
  ///   - scale: How the target is laid out; `nil` to try what its values let one expect.
  ///   - joint: What the target on its scale must be made of; `nil` for anything.
  func surrogate(
    for columns: [[Double]], target: [Double], scale: AxisScale? = nil, joint: Joint? = nil
  ) -> Surrogate? {
    let scales = columns.map(AxisScale.ofInput)
    let scaled = zip(scales, columns).map { scale, column in column.map(scale.value(at:)) }
    let parts = SurrogateRows(count: target.count, settings: settings, seed: seed)
    guard let rows = parts, scaled.allSatisfy({ !$0.isNearlyConstant }) else { return nil }
    let starts = starts(inputs: columns.count, scales: scale.map { [$0] } ?? targetScales(target), joint)
    let race = context.map(starts) { start, own in
      runner(start, scaled, target, rows.racing, rows.judging, own.budget)
    }
    let best = race.compactMap { $0 }.sorted { $0.error < $1.error }.prefix(settings.finalists)
    // All rows tell which of the best of the race goes on to finer grids.
    let finalists = context.map(Array(best)) { runner, own in
      refined(runner, to: [settings.coarse], scaled, target, rows, own.budget)
    }
    guard let first = finalists.min(by: { $0.error < $1.error }) else { return nil }
    let winner = refined(first, to: settings.finer, scaled, target, rows, context.budget)
    return Surrogate(
      network: winner.network, inputScales: scales, targetScale: winner.scale, error: winner.error,
      judgedRows: rows.judging.count)
  }

  private func targetScales(_ target: [Double]) -> [AxisScale] {
    guard let logarithmic = AxisScale.logarithmic(target) else { return [.linear] }
    let spread = AxisScale.spread(of: target)
    if spread > settings.onlyLogarithm { return [logarithmic] }
    return spread > settings.logarithm ? [.linear, logarithmic] : [.linear]
  }

  private func starts(inputs n: Int, scales: [AxisScale], _ joint: Joint?) -> [Start] {
    let widths = Set(settings.widths.map { max(2, min(settings.most, $0 * n)) }).sorted()
    // One input needs one curve; one more curve around the whole is what functions of one quantity are.
    let shapes: [Network.Shape] =
      if n == 1 {
        [Network.Shape([1, 1])]
      } else if let joint {
        Set(widths.map { joint.shape(inputs: n, width: $0) }).sorted { $0.description < $1.description }
      } else {
        (widths.map { [n, $0, 1] } + [[n, 1, 1], [n, widths[0], 1, 1]]).map { Network.Shape($0) }
      }
    return scales.flatMap { scale in
      shapes.flatMap { shape in
        (0..<(n == 1 ? 1 : settings.seeds)).map {
          Start(shape: shape, seed: seed &+ UInt64($0), scale: scale, joint: joint)
        }
      }
    }
  }

  private func dataset(
    _ columns: [[Double]], _ target: [Double], _ rows: [Int], _ scale: AxisScale
  ) -> Dataset? {
    try? Dataset(
      inputNames: columns.indices.map { "x\($0)" },
      inputs: columns.map { column in rows.map { column[$0] } }, targetNames: ["y"],
      targets: [rows.map { scale.value(at: target[$0]) }])
  }

  private func runner(
    _ start: Start, _ columns: [[Double]], _ target: [Double], _ racing: [Int], _ judging: [Int],
    _ budget: WorkBudget
  ) -> Runner? {
    guard let training = dataset(columns, target, racing, start.scale),
      let judging = dataset(columns, target, judging, start.scale),
      var network = try? Network(
        for: training, shape: start.shape, intervals: settings.coarse, base: .zero,
        seed: start.seed)
    else { return nil }
    if let joint = start.joint { network = joint.separating(network) }
    return trained(network, start.scale, training, judging, looks: settings.looks, budget)
  }

  /// The network after some rounds; between rounds the inner knots follow what reaches them.
  private func trained(
    _ start: Network, _ scale: AxisScale, _ training: Dataset, _ judging: Dataset, looks: Int,
    _ budget: WorkBudget
  ) -> Runner? {
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = settings.steps
    var network = start
    var best: Runner?
    for look in 0..<looks where !budget.isExhausted {
      if look > 0, network.layers.count > 1 { network = network.adaptingGrids(to: training.inputs) }
      network = optimizer.fit(network, to: training, budget: budget).network
      let error = Self.error(of: network, on: judging)
      if error < best?.error ?? .infinity { best = Runner(network: network, scale: scale, error: error) }
    }
    return best
  }

  private func refined(
    _ runner: Runner, to grids: [Int], _ columns: [[Double]], _ target: [Double], _ rows: SurrogateRows,
    _ budget: WorkBudget
  ) -> Runner {
    guard let training = dataset(columns, target, rows.training, runner.scale),
      let judging = dataset(columns, target, rows.judging, runner.scale)
    else { return runner }
    var best = runner
    var failures = 0
    for intervals in grids where !budget.isExhausted {
      let finer = best.network.refiningGrids(to: intervals)
      guard finer.parameterCount * settings.rowsOfParameter <= training.count,
        finer.parameterCount <= settings.parameters,
        let next = trained(finer, runner.scale, training, judging, looks: settings.looksOfGrid, budget)
      else { break }
      failures = next.error < settings.progress * best.error ? 0 : failures + 1
      if next.error < best.error { best = next }
      // A frequency above the grid's own shows only once the grid is fine enough, so two levels are always tried.
      if failures > 1 || best.error < settings.enough { break }
    }
    return best
  }

  /// √(mean square residual) over the target's spread; infinite where a value is not finite.
  private static func error(of network: Network, on data: Dataset) -> Double {
    let target = data.targets[0]
    let mean = target.mean
    let spread = target.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let square = zip(network(data.inputs)[0], target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return square.isFinite && spread > 0 ? (square / spread).squareRoot() : .infinity
  }
}

/// Which rows a surrogate learns from and which judge it.
struct SurrogateRows: Sendable {
  let training: [Int]
  /// A part of the training rows.
  let racing: [Int]
  let judging: [Int]

  /// `nil` where rows are too few for any network.
  init?(count: Int, settings: SurrogateTrainer.Settings, seed: UInt64) {
    var random = SeededRandom(seed: seed &+ 0x5EA2)
    let order = random.shuffled(Array(0..<count))
    let kept = min(settings.judgingRows, Int(settings.keptBack * Double(count)))
    guard kept > 1, count - kept >= Self.leastRows else { return nil }
    judging = Array(order[..<kept])
    training = Array(order[kept...].prefix(settings.rows))
    racing = Array(training.prefix(settings.racingRows))
  }

  /// Rows below which a network of curves has more coefficients than rows.
  private static let leastRows = 80
}
