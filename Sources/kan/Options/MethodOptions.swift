import ArgumentParser
import SwiftKAN

/// How to train.
struct MethodOptions: ParsableArguments {
  /// The optimisers by the names that the tool gives them.
  enum OptimizerName: String, ExpressibleByArgument, CaseIterable {
    case lm, lbfgs, adam

    /// With its default settings.
    var optimizer: Optimizer {
      switch self {
      case .lm: .levenbergMarquardt()
      case .lbfgs: .lbfgs()
      case .adam: .adam()
      }
    }
  }

  @Option(help: "What to make small: mse, mae, huber, bce (labels 0 and 1) or ce (class indices).")
  var loss: LossName = .mse

  @Option(
    help:
      "How: lm for up to about 2000 parameters, lbfgs, or adam for large tables; lm for mse when left out, else lbfgs."
  )
  var optimizer: OptimizerName?

  @Option(
    help: ArgumentHelp(
      "none, sparsity:STRENGTH, group-lasso:STRENGTH or ridge:STRENGTH.", valueName: "penalty"))
  var penalty = PenaltyName.none

  @Option(help: ArgumentHelp("The largest number of steps.", valueName: "count"))
  var steps = 200

  @Option(help: ArgumentHelp("The share of rows kept back to judge by.", valueName: "fraction"))
  var validation = 0.2

  @Option(
    help: ArgumentHelp("Stop when the kept rows saw no progress for so many steps.", valueName: "steps"))
  var patience: Int?

  @Option(help: ArgumentHelp("Refine the grids on the way, such as 5,10,20.", valueName: "intervals"))
  var refine: GridSchedule?

  @Option(
    help: ArgumentHelp(
      "Train so many random networks for a few steps and go on with the one that does best on the kept rows.",
      valueName: "count"))
  var starts = 1

  func validate() throws {
    guard (1...10_000).contains(starts) else {
      throw ValidationError("--starts needs a number from 1 to 10000, not \(starts).")
    }
    guard steps >= 1 else { throw ValidationError("--steps needs a number from 1, not \(steps).") }
    guard (0..<1).contains(validation) else {
      throw ValidationError("--validation needs a fraction from 0 to below 1, not \(validation).")
    }
  }
}

extension MethodOptions {
  /// The same for the library, which chooses what was left out.
  func settings(seed: UInt64) -> TrainingSettings {
    TrainingSettings(
      loss: loss, optimizer: optimizer?.optimizer, penalty: penalty.penalty, steps: steps,
      validation: validation, patience: patience, refine: refine?.intervals ?? [], seed: seed)
  }
}

/// A penalty on the command line: its name and, after a colon, its strength.
struct PenaltyName: ExpressibleByArgument {
  let penalty: Penalty

  static let none = PenaltyName(penalty: .none)

  private init(penalty: Penalty) { self.penalty = penalty }

  init?(argument: String) {
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

  var defaultValueDescription: String { "none" }
}

/// Increasing numbers of grid intervals, separated by commas.
struct GridSchedule: ExpressibleByArgument {
  let intervals: [Int]

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard numbers.allSatisfy({ $0 >= 1 }), zip(numbers, numbers.dropFirst()).allSatisfy(<) else { return nil }
    intervals = numbers
  }
}
