import SwiftKAN

/// A training run with every setting fixed: the settings for the library, and the contents of the file beside the model.
struct TrainingPlan {
  /// The settings by name; all on which the run depends are set.
  private(set) var configuration: RunConfiguration
  /// The same for the library.
  let settings: TrainingSettings
  private let architecture:
    (
      grid: Int, order: Int, evenKnots: Double?, base: Network.BaseFunction, sparse: Bool
    )
  let starts: Int

  /// Fixes the open settings.
  ///
  /// - Parameters:
  ///   - run: The requested configuration.
  ///   - rows: The number of training rows.
  /// - Throws: `Failure` if settings are out of range, or belong to another optimiser.
  init(_ run: RunConfiguration, rows: Int) throws {
    let loss = try Self.named(run.loss, "loss", LossName.init(rawValue:)) ?? .mse
    let penalty = try Self.named(run.penalty, "penalty", PenaltyName.init(argument:))
    let optimizer = try Self.optimizer(run, loss, penalty?.penalty ?? .none, rows)
    var steps = run.steps
    if case .adam(let adam) = optimizer, let epochs = run.epochs {
      try Self.require((1...1_000_000).contains(epochs), "epochs", epochs, "a number of at least 1")
      steps = epochs * adam.stepsPerEpoch(rows: rows)
    }
    let validation = Self.share(run.validation)
    let stopping = try Self.named(run.earlyStopping, "early-stopping", StoppingName.init(rawValue:)) ?? .loss
    try Self.require(steps.map { $0 >= 1 } ?? true, "steps", steps ?? 0, "a number of at least 1")
    try Self.require(
      (0..<1).contains(validation), "validation", validation, "a fraction from 0 to below 1, or a table")
    if stopping == .auc, loss != .bce || run.validation.flatMap(Double.init) == 0 {
      throw Failure(
        "--early-stopping auc is for labels 0 and 1 (--loss bce) and needs validation rows (--validation)",
        status: .usage)
    }
    settings = TrainingSettings(
      loss: loss, optimizer: optimizer, penalty: penalty?.penalty ?? .none, steps: steps,
      validation: validation, patience: run.patience, criterion: stopping.criterion,
      refine: try Self.named(
        run.refine.flatMap { $0.isEmpty ? nil : $0 }, "refine", GridSchedule.init(argument:))?
        .intervals ?? [], seed: run.seed ?? 1, partCount: run.parts, rows: rows)

    let base = try Self.named(run.base, "base", Network.BaseFunction.init(rawValue:))
    architecture = (
      run.grid ?? 5, run.order ?? 3, run.evenKnots, base ?? (loss.isOfLabels ? .identity : .silu),
      run.sparse ?? false
    )
    try Self.require(
      run.evenKnots.map { (0...1).contains($0) } ?? true, "even-knots", run.evenKnots ?? 0,
      "a fraction from 0 to 1")
    starts = run.starts ?? 1
    try Self.require(
      (1...10_000).contains(architecture.grid), "grid", architecture.grid, "a number of at least 1")
    try Self.require(
      (1...5).contains(architecture.order), "order", architecture.order, "a number from 1 to 5")
    try Self.require((1...10_000).contains(starts), "starts", starts, "a number from 1 to 10000")
    configuration = run
    complete(stopping)
  }

  /// The fraction of a table used for validation.
  static func share(_ validation: String?) -> Double {
    // A separate validation table leaves all rows for training.
    validation.map { Double($0) ?? 0 } ?? 0.2
  }

  /// A network for a table, before training; `start` counts several of one seed.
  func network(for data: Dataset, start: Int = 0) throws -> Network {
    let shape = try Network.Shape(parsing: configuration.shape ?? "")
    try shape.check(inputs: data.inputs.count, outputs: settings.loss.outputCount(for: data))
    return try Network(
      for: data, shape: shape, loss: settings.loss.loss, intervals: architecture.grid,
      order: architecture.order, base: architecture.base, sparse: architecture.sparse,
      evenKnots: architecture.evenKnots,
      seed: settings.seed &+ UInt64(start))
  }

  /// The same for a table of rows in parts.
  func network(for table: TableSummary) throws -> Network {
    let shape = try Network.Shape(parsing: configuration.shape ?? "")
    try shape.check(inputs: table.inputs.count, outputs: table.outputCount)
    return try Network(
      for: table, shape: shape, loss: settings.loss.loss, intervals: architecture.grid,
      order: architecture.order, base: architecture.base, sparse: architecture.sparse,
      evenKnots: architecture.evenKnots, seed: settings.seed)
  }

  /// The optimiser with the given settings.
  private static func optimizer(
    _ run: RunConfiguration, _ loss: LossName, _ penalty: TrainingOptions.Penalty, _ rows: Int
  ) throws -> Optimizer {
    let name = try named(run.optimizer, "optimizer", MethodOptions.OptimizerName.init(rawValue:))
    let asksForAdam = run.batch != nil || run.learningRate != nil || run.epochs != nil
    let optimizer =
      name?.optimizer
      ?? (asksForAdam ? .adam(.generalizing) : .suited(to: loss.loss, penalty, rows: rows))
    guard case .adam(var adam) = optimizer else { return optimizer }
    // Weight decay keeps a classifier from overfitting its labels, but would distort a well-measured curve.
    if !loss.isOfLabels { adam.weightDecay = 0 }
    if let batch = try named(run.batch, "batch", BatchSize.init(argument:)) { adam.batchSize = batch.rows }
    if let rate = run.learningRate { adam.rate = rate }
    if let schedule = try named(run.schedule, "schedule", ScheduleName.init(argument:)) {
      adam.schedule = schedule.schedule
    }
    if let decay = run.weightDecay { adam.weightDecay = decay }
    if let average = run.average { adam.averaging = average == 0 ? nil : average }
    return .adam(adam)
  }

  /// Writes the settings that were chosen into the configuration.
  private mutating func complete(_ stopping: StoppingName) {
    (configuration.grid, configuration.order) = (architecture.grid, architecture.order)
    (configuration.base, configuration.sparse) = (architecture.base.rawValue, architecture.sparse)
    (configuration.starts, configuration.seed) = (starts, settings.seed)
    (configuration.loss, configuration.optimizer) = (settings.loss.rawValue, settings.optimizer.name)
    configuration.penalty = configuration.penalty ?? "none"
    configuration.validation = configuration.validation ?? "\(settings.validation)"
    configuration.earlyStopping = stopping.rawValue
    configuration.swiftkan = packageVersion
    guard case .adam(let adam) = settings.optimizer else {
      configuration.steps = settings.steps
      (configuration.epochs, configuration.batch, configuration.learningRate) = (nil, nil, nil)
      (configuration.schedule, configuration.weightDecay, configuration.average) = (nil, nil, nil)
      return
    }
    if configuration.epochs == nil { configuration.steps = settings.steps }
    configuration.batch = adam.batchSize.map(String.init) ?? "all"
    configuration.learningRate = adam.rate
    configuration.schedule = ScheduleName.text(adam.schedule)
    configuration.weightDecay = adam.weightDecay
    configuration.average = adam.averaging ?? 0
  }

  /// A setting by its name; `nil` if it is open.
  private static func named<Value>(
    _ text: String?, _ setting: String, _ read: (String) -> Value?
  ) throws -> Value? {
    guard let text else { return nil }
    guard let value = read(text) else {
      throw Failure("--\(setting) does not accept '\(text)'; see `kan help train`", status: .usage)
    }
    return value
  }

  private static func require(_ holds: Bool, _ setting: String, _ value: Any, _ allowed: String) throws {
    guard holds else { throw Failure("--\(setting) needs \(allowed), not \(value)", status: .usage) }
  }
}
