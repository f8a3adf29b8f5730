import ArgumentParser
import SwiftKAN

/// The training method. Missing settings come from a configuration, or are chosen to suit the loss and the table.
struct MethodOptions: ParsableArguments {
  /// The optimisers, by their names in the tool.
  enum OptimizerName: String, ExpressibleByArgument, CaseIterable {
    case lm, lbfgs, adam

    /// The optimiser with its default settings.
    var optimizer: Optimizer {
      switch self {
      case .lm: .levenbergMarquardt()
      case .lbfgs: .lbfgs()
      case .adam: .adam(.generalizing)
      }
    }
  }

  @Option(
    help:
      "The loss to minimise: mse, mae, huber, bce (labels 0 and 1, or two texts) or ce (classes: 0, 1, 2, … or texts). (default: mse)"
  )
  var loss: LossName?

  @Option(
    help: """
      lm for up to about 4000 parameters, lbfgs, or adam for large tables. (default: lm for mse without penalty; adam for the \
      labels of 2000 rows or more; else lbfgs)
      """)
  var optimizer: OptimizerName?

  @Option(
    help: ArgumentHelp(
      "none, sparsity:STRENGTH, group-lasso:STRENGTH or ridge:STRENGTH. (default: none)", valueName: "penalty"
    ))
  var penalty: PenaltyName?

  @Option(
    help: ArgumentHelp(
      "The maximum number of steps; a step of adam takes one batch. (default: 200; with adam, --epochs decides)",
      valueName: "count"))
  var steps: Int?

  @Option(
    help: ArgumentHelp(
      "How many times adam sees every row. (default: 50, or more to reach 1000 steps)", valueName: "count"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp("The number of rows in a step of adam, or all. (default: 512)", valueName: "rows"))
  var batch: BatchSize?

  @Option(help: ArgumentHelp("The step length of adam. (default: 0.005)", valueName: "rate"))
  var learningRate: Double?

  @Option(
    help: ArgumentHelp(
      "The schedule of adam's step length: constant, cosine, cosine:FINAL or exponential:FACTOR. (default: cosine)",
      valueName: "schedule"))
  var schedule: ScheduleName?

  @Option(
    help: ArgumentHelp(
      "The strength of adam's decoupled weight decay (AdamW): each step shrinks every parameter by this times the step length. (default: 0.5 for labels, else 0)",
      valueName: "strength"))
  var weightDecay: Double?

  @Option(
    help: ArgumentHelp(
      "The decay of the running mean of the parameters that adam returns, 0 for none. (default: 0.998)",
      valueName: "memory"
    ))
  var average: Double?

  @Option(
    help: ArgumentHelp(
      "The validation rows: a share of the rows, or a table. (default: 0.2)",
      valueName: "fraction|table"))
  var validation: ValidationRows?

  @Option(
    help: ArgumentHelp(
      "The metric on the validation rows that selects the best network: loss, or auc for labels 0 and 1. (default: loss)",
      valueName: "loss|auc"))
  var earlyStopping: StoppingName?

  @Option(
    help: ArgumentHelp(
      "Stop after this many checks without progress on the validation rows; there is one check per step, or per epoch with adam.",
      valueName: "checks"))
  var patience: Int?

  @Option(
    help: ArgumentHelp(
      "Refine the grids during training to these numbers of intervals, such as 5,10,20.",
      valueName: "intervals"))
  var refine: GridSchedule?

  @Option(
    help: ArgumentHelp(
      "Train this many random networks for a few steps and continue with the best one on the validation rows. (default: 1)",
      valueName: "count"))
  var starts: Int?
}

extension MethodOptions {
  /// The options that were given, by name.
  func add(to run: inout RunConfiguration) {
    run.loss = loss?.rawValue ?? run.loss
    run.penalty = penalty?.text ?? run.penalty
    if let optimizer, optimizer.rawValue != run.optimizer {
      // The number of steps of one optimiser does not suit another.
      run.optimizer = optimizer.rawValue
      (run.steps, run.epochs) = (nil, nil)
    }
    if let steps { (run.steps, run.epochs) = (steps, nil) }
    if let epochs { (run.steps, run.epochs) = (nil, epochs) }
    if let batch { run.batch = batch.rows.map(String.init) ?? "all" }
    run.learningRate = learningRate ?? run.learningRate
    run.schedule = schedule.map { ScheduleName.text($0.schedule) } ?? run.schedule
    run.weightDecay = weightDecay ?? run.weightDecay
    run.average = average ?? run.average
    run.validation = validation?.text ?? run.validation
    run.earlyStopping = earlyStopping?.rawValue ?? run.earlyStopping
    run.patience = patience ?? run.patience
    run.refine = refine.map { $0.text } ?? run.refine
    run.starts = starts ?? run.starts
  }

  /// The name of the first option given that applies only to Adam.
  var optionOfAdam: String? {
    let given: [(String, Bool)] = [
      ("--epochs", epochs != nil), ("--batch", batch != nil), ("--learning-rate", learningRate != nil),
      ("--schedule", schedule != nil), ("--weight-decay", weightDecay != nil), ("--average", average != nil),
    ]
    return given.first { $0.1 }?.0
  }
}

/// A penalty on the command line: its name and, after a colon, its strength.
struct PenaltyName: ExpressibleByArgument {
  let penalty: TrainingOptions.Penalty
  /// As it was typed.
  let text: String

  init?(argument: String) {
    text = argument
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    let strength = parts.count == 2 ? Double(parts[1]) : nil
    switch (parts[0], strength) {
    case ("none", nil) where parts.count == 1: penalty = .none
    case ("sparsity", let strength?) where strength >= 0: penalty = .sparsity(strength: strength)
    case ("group-lasso", let strength?) where strength >= 0: penalty = .groupLasso(strength: strength)
    case ("ridge", let strength?) where strength >= 0: penalty = .ridge(strength: strength)
    default: return nil
    }
  }
}

/// Increasing numbers of grid intervals, separated by commas.
struct GridSchedule: ExpressibleByArgument {
  let intervals: [Int]

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard numbers.allSatisfy({ $0 >= 1 }), zip(numbers, numbers.dropFirst()).allSatisfy(<) else { return nil }
    intervals = numbers
  }

  /// As it is typed.
  var text: String { intervals.map(String.init).joined(separator: ",") }
}
