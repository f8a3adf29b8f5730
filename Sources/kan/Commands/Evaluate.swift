import ArgumentParser
import SwiftKAN

/// `kan evaluate`: how good models are on a table.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluates one or more models on a table.",
    discussion: """
      Prints the metrics of the task that a model was trained for: RMSE, MAE and R² for regression; ROC AUC, log-loss and \
      accuracy for classification. If the file contains a formula, it is evaluated along with the network. Every metric is \
      given with one standard error, estimated from the scatter of the rows. With --weights every metric is weighted.

      Examples:

        kan evaluate m.kan test.csv
        kan evaluate m.kan n.kan result/network.kan test.csv
        kan evaluate m.kan events.csv --weights w --json
      """)

  @Argument(help: ArgumentHelp("The model files, followed by the table.", valueName: "models… table"))
  var files: [String]

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  @OptionGroup var reading: TableReading
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard files.count >= 2 else {
      throw ValidationError("Give one or more model files, followed by the table to evaluate them on.")
    }
  }

  func run() throws {
    let table = files[files.count - 1]
    var records: [ScoreRecord] = []
    for path in files.dropLast() {
      let file = try ModelFile(named: path)
      let dataset = try file.dataset(from: table, weights: weights, reading: reading)
      try file.lossName.check(dataset)
      let scores = try ModelScore.all(
        of: file.network, formulas: file.formulas, loss: file.lossName.loss, on: dataset)
      records += scores.map { ScoreRecord(model: path, rows: dataset.count, score: $0) }
    }
    try speech.printResult(
      records, text: ScoreText(records, table: table, weights: weights).text)
    // R² and the area under the curve may have no value for a table; errors and losses always have one.
    if let bad = records.first(where: { !$0.score.isFinite }) {
      throw Failure(
        "the \(bad.score.subject.rawValue) of \(bad.model) is not finite for \(bad.score.target) in some row; its "
          + "errors cannot be measured", status: .goalMissed)
    }
  }
}
