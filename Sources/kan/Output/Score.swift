import SwiftKAN

/// How well a network or a formula explains one column of a table.
struct Score: Encodable {
  /// What was measured: `network` or `formula`.
  let of: String
  /// The column.
  let target: String
  /// The metrics by name, in the order in which they are shown.
  let metrics: [Metric]

  /// One number and its name.
  struct Metric: Encodable {
    let name: String
    let value: Double
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes the metrics as keys of the object: `{"of": …, "target": …, "rmse": …}`.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(of, forKey: Key(stringValue: "of"))
    try object.encode(target, forKey: Key(stringValue: "target"))
    for metric in metrics { try object.encode(metric.value, forKey: Key(stringValue: metric.name)) }
  }
}

extension Score {
  /// The scores of the network in `file`, and of its formulas beside it.
  static func all(of file: ModelFile, on data: Dataset) throws -> [Score] {
    let outputs = file.network(data.inputs)
    guard file.lossName != .ce else {
      return [Score(of: "network", target: data.targetNames[0], metrics: classes(outputs, data))]
    }
    let ofNetwork = outputs.indices.map { j in
      Score(of: "network", target: data.targetNames[j], metrics: metrics(file.lossName, outputs[j], j, data))
    }
    return try ofNetwork
      + file.formulas.map { formula in
        let compiled = try CompiledExpression(formula.expression, variables: data.inputNames)
        let j = file.network.outputs.firstIndex { $0.name == formula.outputName } ?? 0
        return Score(
          of: "formula", target: data.targetNames[j],
          metrics: metrics(file.lossName, compiled.values(data.inputs), j, data))
      }
  }

  private static func metrics(_ loss: LossName, _ y: [Double], _ j: Int, _ data: Dataset) -> [Metric] {
    let t = data.targets[j]
    let w = data.weights
    if loss == .bce {
      return [
        Metric(name: "rocAUC", value: Metrics.rocAUC(scores: y, labels: t, weights: w)),
        Metric(name: "logLoss", value: Metrics.logLoss(logits: y, labels: t, weights: w)),
        Metric(name: "accuracy", value: Metrics.accuracy(logits: y, labels: t, weights: w)),
      ]
    }
    return [
      Metric(name: "rmse", value: Metrics.rmse(y, t, weights: w)),
      Metric(name: "mae", value: Metrics.mae(y, t, weights: w)),
      Metric(name: "rSquared", value: Metrics.rSquared(y, t, weights: w)),
    ]
  }

  private static func classes(_ logits: [[Double]], _ data: Dataset) -> [Metric] {
    [
      Metric(
        name: "logLoss",
        value: Metrics.logLoss(logits: logits, classes: data.targets[0], weights: data.weights)),
      Metric(
        name: "accuracy",
        value: Metrics.accuracy(logits: logits, classes: data.targets[0], weights: data.weights)),
    ]
  }
}

/// Scores for people.
struct ScoreText {
  let text: String

  init(_ scores: [Score]) {
    let titles = ["rmse": "RMSE", "mae": "MAE", "rSquared": "R²", "rocAUC": "ROC AUC", "logLoss": "log-loss"]
    let names = scores.first?.metrics.map(\.name) ?? []
    var table = TextTable(
      ["", "target"] + names.map { titles[$0] ?? $0 }, numbers: Set(2..<2 + max(1, names.count)))
    for score in scores {
      table.add([score.of, score.target] + score.metrics.map { $0.value.text(digits: 8) })
    }
    text = table.text
  }
}
