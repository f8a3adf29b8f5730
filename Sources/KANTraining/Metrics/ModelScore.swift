import KANData
import KANFormula
import KANModel

/// How well a network or a formula explains one column of a table.
public struct ModelScore: Hashable, Sendable {
  /// What was measured.
  public enum Subject: String, Hashable, Sendable, Codable {
    case network, formula
  }

  /// One number and its name.
  public struct Metric: Hashable, Sendable {
    /// Such as `rmse` or `rocAUC`, the name of the function of `Metrics` that it comes from.
    public let name: String
    /// In the unit of the target where it has one; NaN where it is not defined for the table.
    public let value: Double
  }

  /// What was measured.
  public let subject: Subject
  /// The column.
  public let target: String
  /// The metrics, in the order in which they are shown.
  public let metrics: [Metric]
}

extension ModelScore {
  /// Whether all errors and losses are finite, as they are unless a prediction is not. R² and the area under the curve count
  /// for nothing here: they are not defined for a constant target.
  public var isFinite: Bool {
    metrics.allSatisfy { ["rSquared", "rocAUC"].contains($0.name) || $0.value.isFinite }
  }

  /// The scores of a network, one a target, and of its formulas beside it.
  ///
  /// A regression is measured by RMSE, MAE and R², binary labels by the area under the ROC curve, log-loss and accuracy,
  /// classes by log-loss and accuracy of the network alone.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - formulas: What it says in closed form, each for the output of its name.
  ///   - loss: What the network was trained for; it decides the metrics.
  ///   - data: The table: one column per input of the network, targets in the form that the loss expects.
  /// - Throws: `FormulaError` where a formula reads columns that the table does not have.
  public static func all(
    of network: Network, formulas: [Formula] = [], loss: Loss, on data: Dataset
  ) throws(FormulaError) -> [ModelScore] {
    let outputs = network(data.inputs)
    guard loss.target != .classIndices else {
      let metrics = metrics(ofClasses: outputs, data)
      return [ModelScore(subject: .network, target: data.targetNames[0], metrics: metrics)]
    }
    var scores = outputs.indices.map { j in
      ModelScore(
        subject: .network, target: data.targetNames[j], metrics: metrics(loss, outputs[j], j, data))
    }
    for formula in formulas {
      let compiled = try CompiledExpression(formula.expression, variables: data.inputNames)
      let j = network.outputs.firstIndex { $0.name == formula.outputName } ?? 0
      scores.append(
        ModelScore(
          subject: .formula, target: data.targetNames[j],
          metrics: metrics(loss, compiled.values(data.inputs), j, data)))
    }
    return scores
  }

  private static func metrics(_ loss: Loss, _ y: [Double], _ j: Int, _ data: Dataset) -> [Metric] {
    let (t, w) = (data.targets[j], data.weights)
    if loss == .binaryCrossEntropy {
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

  private static func metrics(ofClasses logits: [[Double]], _ data: Dataset) -> [Metric] {
    let (classes, w) = (data.targets[0], data.weights)
    return [
      Metric(name: "logLoss", value: Metrics.logLoss(logits: logits, classes: classes, weights: w)),
      Metric(name: "accuracy", value: Metrics.accuracy(logits: logits, classes: classes, weights: w)),
    ]
  }
}
