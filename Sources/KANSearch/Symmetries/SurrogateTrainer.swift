import KANData
import KANModel
import KANNumerics
import KANSymbolic
import KANTraining

/// Trains smooth networks that are accurate enough for derivatives.
///
/// The loss has many local minima, so several shapes and seeds compete on a coarse grid; the best of them continue on finer grids
/// with all rows, as long as the validation error falls. Levenberg-Marquardt is used throughout, since derivatives need an accuracy
/// that first-order methods do not reach.
struct SurrogateTrainer: Sendable {
  /// The numbers on which decisions depend.
  struct Settings: Sendable, Hashable {
    /// The maximum numbers of training rows, of rows for the competition on the coarse grid, and of validation rows.
    var (rows, racingRows, judgingRows) = (2_500, 800, 2_000)
    /// The share of validation rows.
    var keptBack = 0.2
    /// Nodes of the hidden layer, as multiples of the inputs, and their maximum number.
    var (widths, most) = ([1, 2], 10)
    /// The number of random starts of every shape.
    var seeds = 2
    /// Grid intervals of the competition, and those after it as far as the rows allow.
    var (coarse, finer) = (3, [5, 8, 14, 24, 40, 70, 120])
    /// Steps of Levenberg-Marquardt between two adaptations of knots, and the numbers of adaptations of a start and of a grid.
    var (steps, looks, looksOfGrid) = (8, 3, 3)
    /// The number of starts that continue after the competition.
    var finalists = 2
    /// The number of rows per parameter of a network.
    var rowsOfParameter = 3
    /// The ratio of errors below which a finer grid is accepted.
    var progress = 0.95
    /// The ratio of large to small targets from which the logarithm is also tried, and from which only it is tried.
    var (logarithm, onlyLogarithm) = (2.0, 1e3)
    /// The error below which no improvement is needed.
    var enough = 1e-6
    /// Parameters beyond which a step costs too much.
    var parameters = 800
  }

  var settings = Settings()
  let context: SearchContext
  let seed: UInt64

  /// One network of the competition.
  private struct Start: Sendable {
    let shape: Network.Shape
    let seed: UInt64
    let scale: AxisScale
    let joint: Joint?
  }

  /// A network in training.
  private struct Runner: Sendable {
    var network: Network
    let scale: AxisScale
    var error: Double
  }

  /// The best network for a target; `nil` if no training stays finite, or if the budget ends at once.
  ///
  /// - Parameters:
  ///   - columns: One array per input.
  ///   - target: One finite number per row.
  ///   - scale: The scale of the target; `nil` to try those that suit its values.
  ///   - joint: The required form of the target on its scale; `nil` for any.
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
    // All rows decide which of the best of the competition continues on finer grids.
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
    // One input needs one curve; functions of one quantity need one more curve around the whole.
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

  /// The network after some rounds; between rounds the inner knots follow their arguments.
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
      // A frequency above that of the grid becomes visible only once the grid is fine enough, so two levels are always tried.
      if failures > 1 || best.error < settings.enough { break }
    }
    return best
  }

  /// √(mean square residual) over the target's spread; infinite if a value is not finite.
  private static func error(of network: Network, on data: Dataset) -> Double {
    let target = data.targets[0]
    let spread = target.sumOfSquaredDeviations
    let square = zip(network(data.inputs)[0], target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return square.isFinite && spread > 0 ? (square / spread).squareRoot() : .infinity
  }
}

/// The training and validation rows of a surrogate.
struct SurrogateRows: Sendable {
  let training: [Int]
  /// A part of the training rows.
  let racing: [Int]
  let judging: [Int]

  /// `nil` if there are too few rows for any network.
  init?(count: Int, settings: SurrogateTrainer.Settings, seed: UInt64) {
    var random = SeededRandom(seed: seed &+ 0x5EA2)
    let order = random.shuffled(Array(0..<count))
    let kept = min(settings.judgingRows, Int(settings.keptBack * Double(count)))
    guard kept > 1, count - kept >= Self.leastRows else { return nil }
    judging = Array(order[..<kept])
    training = Array(order[kept...].prefix(settings.rows))
    racing = Array(training.prefix(settings.racingRows))
  }

  /// The number of rows below which a network of curves has more coefficients than rows.
  private static let leastRows = 80
}
