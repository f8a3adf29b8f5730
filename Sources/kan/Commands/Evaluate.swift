import ArgumentParser
import SwiftKAN

/// `kan evaluate`: how good a model is on a table.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a model on a table.",
    discussion: """
      Prints the metrics of the task that the model was trained for: RMSE, MAE and R² for a regression; ROC AUC, \
      log-loss and accuracy for a classification. A formula in the file is measured beside the network.

      Examples:

        kan evaluate m.kan test.csv
        kan evaluate m.kan events.csv --weights w --json
      """)

  @OptionGroup var data: ModelTable
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard data.table != nil else {
      throw ValidationError("Give the table to measure the model on; it agrees with itself.")
    }
  }

  func run() throws {
    let file = try ModelFile(named: data.model)
    let dataset = try data.dataset(for: file)
    try file.lossName.check(dataset)
    let scores = try ModelScore.all(
      of: file.network, formulas: file.formulas, loss: file.lossName.loss, on: dataset)
    try speech.printResult(scores, text: ScoreText(scores).text)
    // R² and the area under the curve may have no value for a table; errors and losses always have one.
    if let bad = scores.first(where: { !$0.isFinite }) {
      throw Failure(
        "the \(bad.subject.rawValue) gives no finite number for \(bad.target) on some row; its errors cannot be measured",
        status: .goalMissed)
    }
  }
}
