import SwiftKAN

/// Scores as readable text: the rows used, then one table per set of metrics, with numbers rounded to the precision that the rows allow.
struct ScoreText {
  let text: String

  init(_ records: [ScoreRecord], table: String, weights: String?) {
    let rows = records.first.map { "\($0.rows) rows of \(table)" } ?? table
    let head = rows + (weights.map { ", weighted by \($0)" } ?? "")
    let titles = [
      "rmse": "RMSE", "mae": "MAE", "rSquared": "R²", "rocAUC": "ROC AUC", "logLoss": "log-loss",
    ]
    let isOne = Set(records.map(\.model)).count == 1
    var blocks = [head]
    // Models of different tasks have separate tables.
    var kinds: [[String]] = []
    for record in records where !kinds.contains(record.score.metrics.map(\.name)) {
      kinds.append(record.score.metrics.map(\.name))
    }
    for names in kinds {
      let lead = isOne ? ["", "target"] : ["model", "", "target"]
      var table = TextTable(
        lead + names.map { titles[$0] ?? $0 }, numbers: Set(lead.count..<lead.count + max(1, names.count)))
      for record in records where record.score.metrics.map(\.name) == names {
        let score = record.score
        table.add(
          (isOne ? [] : [record.model]) + [score.subject.rawValue, score.target]
            + score.metrics.map { FormulaFacts.measured($0.value, $0.standardError ?? .nan) })
      }
      blocks.append(table.text)
    }
    text = blocks.joined(separator: "\n\n")
  }
}
