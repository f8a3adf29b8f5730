import SwiftKAN

/// The result of training, as readable text.
struct TrainingText {
  let text: String

  /// - Parameter criterion: The criterion by which the run could stop early.
  init(
    _ account: Network.TrainingAccount, network: Network, files: [String], advice: [TrainingAdvice],
    criterion: TrainingOptions.Criterion
  ) {
    var table = TextTable(["loss", "before", "after"], numbers: [1, 2])
    table.add("training", account.lossBefore.text(digits: 4), account.lossAfter.text(digits: 4))
    if let before = account.validationLossBefore, let after = account.validationLossAfter {
      table.add("validation", before.text(digits: 4), after.text(digits: 4))
    }
    let reason =
      switch account.reason {
      case .converged: "converged"
      case .stepLimit: "all steps taken"
      case .earlyStop:
        switch criterion {
        case .loss: "the validation loss stopped falling"
        case .rocAUC: "the area under the ROC curve of the validation rows stopped rising"
        }
      case .stopped: "stopped"
      case .timeLimit: "the time limit was reached"
      case .deviceFailed: "the graphics card failed"
      }
    text = """
      \(table.text)

      \(account.stepsTaken) steps: \(reason); best at step \(account.bestStep)
      wrote \(files.joined(separator: ", ")): shape \(network.shape), \(network.parameterCount) parameters
      """ + advice.map { "\nnote: \(Self.text($0))" }.joined()
  }

  private static func text(_ advice: TrainingAdvice) -> String {
    switch advice {
    case .bestIsTheStart:
      "no step improved the network on the validation rows, so the initial network was kept; try a smaller "
        + "--learning-rate, a coarser --grid, a smaller --shape or more rows"
    case .partsAfter(let step, let ratio):
      "after step \(step) the training loss kept falling while the validation loss rose to "
        + "\(ratio.text(digits: 3)) times its best; the network of step \(step) was kept. A smaller --shape, a coarser "
        + "--grid, a --penalty, or --optimizer adam with --weight-decay may reduce overfitting"
    case .overfits(let ratio):
      "the validation loss is \(ratio.text(digits: 3)) times the training loss: the network overfits; "
        + "a smaller --shape, a coarser --grid, a --penalty or more rows would help"
    case .stillImproves:
      "the loss was still falling at the last step; more --steps or --epochs may help"
    case .restarts:
      "a narrow network of several layers has many local minima, and this one began from a single random start; "
        + "--starts 20 tries twenty"
    }
  }
}
