import ArgumentParser
import SwiftKAN

/// A batch size on the command line: a number of rows, or all of them.
struct BatchSize: ExpressibleByArgument {
  /// `nil` for all rows.
  let rows: Int?

  init?(argument: String) {
    if argument == "all" {
      rows = nil
    } else if let number = Int(argument), number >= 1 {
      rows = number
    } else {
      return nil
    }
  }
}

/// The schedule of step sizes on the command line: `constant`, `cosine`, `cosine:0.1` or `exponential:0.999`.
struct ScheduleName: ExpressibleByArgument {
  let schedule: Optimizer.Adam.Schedule

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    let number = parts.count == 2 ? Double(parts[1]) : nil
    switch (parts[0], parts.count, number) {
    case ("constant", 1, _): schedule = .constant
    case ("cosine", 1, _): schedule = .cosine(final: 0)
    case ("cosine", 2, let final?) where (0...1).contains(final): schedule = .cosine(final: final)
    case ("exponential", 2, let factor?) where factor > 0 && factor <= 1:
      schedule = .exponential(factor: factor)
    default: return nil
    }
  }

  /// The name of a schedule.
  static func text(_ schedule: Optimizer.Adam.Schedule) -> String {
    switch schedule {
    case .constant: "constant"
    case .cosine(let final): final == 0 ? "cosine" : "cosine:\(final)"
    case .exponential(let factor): "exponential:\(factor)"
    }
  }
}

/// The criterion on validation rows that selects the best network, on the command line.
enum StoppingName: String, ExpressibleByArgument, CaseIterable {
  case loss, auc

  var criterion: TrainingOptions.Criterion { self == .auc ? .rocAUC : .loss }
}

/// The validation rows, on the command line: a fraction of the table, or a separate table.
enum ValidationRows: ExpressibleByArgument, Equatable {
  case share(Double)
  case table(String)

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = Double(argument).map { .share($0) } ?? .table(argument)
  }

  var text: String {
    switch self {
    case .share(let share): "\(share)"
    case .table(let path): path
    }
  }
}
