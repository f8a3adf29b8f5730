import SwiftKAN

/// Scores for people.
struct ScoreText {
  let text: String

  init(_ scores: [ModelScore]) {
    let titles = ["rmse": "RMSE", "mae": "MAE", "rSquared": "R²", "rocAUC": "ROC AUC", "logLoss": "log-loss"]
    let names = scores.first?.metrics.map(\.name) ?? []
    var table = TextTable(
      ["", "target"] + names.map { titles[$0] ?? $0 }, numbers: Set(2..<2 + max(1, names.count)))
    for score in scores {
      table.add([score.subject.rawValue, score.target] + score.metrics.map { $0.value.text(digits: 8) })
    }
    text = table.text
  }
}
