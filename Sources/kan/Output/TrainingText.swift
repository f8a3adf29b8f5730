import SwiftKAN

/// What training did, for people.
struct TrainingText {
  let text: String

  init(_ account: TrainingAccount, network: Network, file: String) {
    var table = TextTable(["loss", "before", "after"], numbers: [1, 2])
    table.add("training", account.lossBefore.text(digits: 4), account.lossAfter.text(digits: 4))
    if let before = account.validationLossBefore, let after = account.validationLossAfter {
      table.add("validation", before.text(digits: 4), after.text(digits: 4))
    }
    let reason =
      switch account.reason {
      case .converged: "converged"
      case .stepLimit: "all steps taken"
      case .earlyStop: "the validation loss no longer fell"
      case .stopped: "stopped"
      case .timeLimit: "time was up"
      }
    text = """
      \(table.text)

      \(account.stepsTaken) steps: \(reason); best at step \(account.bestStep)
      wrote \(file): shape \(network.shape), \(network.parameterCount) parameters
      """
  }
}
