import KANData
import KANFormula
import KANModel
import KANNumerics

/// How well a network or a formula explains one column of a table.
package struct ModelScore: Hashable, Sendable {
  /// The kind of model that was measured.
  package enum Subject: String, Hashable, Sendable, Codable {
    case network, formula
  }

  /// One number and its name.
  package struct Metric: Hashable, Sendable {
    /// The name of the function of `Metrics` that computes it, such as `rmse` or `rocAUC`.
    package let name: String
    /// The value, in the unit of the target if it has one; NaN if it is not defined for the table.
    package let value: Double
    /// The standard error from the spread of the rows, to which the value is rounded; `nil` if it is not known.
    package let standardError: Double?

    init(name: String, value: Double, standardError: Double? = nil) {
      (self.name, self.value) = (name, value)
      self.standardError = standardError.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }
  }

  /// The kind of model that was measured.
  package let subject: Subject
  /// The column.
  package let target: String
  /// The metrics, in the order in which they are shown.
  package let metrics: [Metric]
}

extension ModelScore {
  /// Whether all errors and losses are finite, as they are unless a prediction is not. R² and the area under the curve are ignored:
  /// they are not defined for a constant target.
  package var isFinite: Bool {
    metrics.allSatisfy { ["rSquared", "rocAUC"].contains($0.name) || $0.value.isFinite }
  }

  /// The scores of a network and of its formulas, one per target.
  ///
  /// A regression is measured by RMSE, MAE and R², binary labels by the area under the ROC curve, log-loss and accuracy,
  /// classes by log-loss and accuracy of the network alone.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - formulas: Its closed forms, each for the output of its name.
  ///   - loss: The loss with which the network was trained; it determines the metrics.
  ///   - data: The table: one column per input of the network, targets in the form that the loss expects.
  /// - Throws: `FormulaError` if a formula uses columns that the table does not have.
  package static func all(
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
      let curve = Metrics.ROCCurve(scores: y, labels: t, weights: w)
      return [
        Metric(
          name: "rocAUC", value: Metrics.rocAUC(scores: y, labels: t, weights: w),
          standardError: curve?.areaError),
        mean("logLoss", zip(y, t).map { Loss.binaryCrossEntropy.point($0, target: $1).value }, w),
        mean("accuracy", zip(y, t).map { ($0 >= 0) == ($1 == 1) ? 1 : 0 }, w),
      ]
    }
    let squares = mean("mse", zip(y, t).map { ($0 - $1) * ($0 - $1) }, w)
    let rmse = Metrics.rmse(y, t, weights: w)
    let center = t.mean(weights: w)
    let spread = Metrics.rmse(t.map { _ in center }, t, weights: w)
    return [
      Metric(name: "rmse", value: rmse, standardError: squares.standardError.map { $0 / (2 * rmse) }),
      mean("mae", zip(y, t).map { abs($0 - $1) }, w),
      Metric(
        name: "rSquared", value: Metrics.rSquared(y, t, weights: w),
        standardError: squares.standardError.map { $0 / (spread * spread) }),
    ]
  }

  private static func metrics(ofClasses logits: [[Double]], _ data: Dataset) -> [Metric] {
    let (classes, w) = (data.targets[0], data.weights)
    let losses = classes.indices.map { s in
      let own = logits.indices.contains(Int(classes[s])) ? logits[Int(classes[s])][s] : .nan
      return Softmax(logits.count) { logits[$0][s] }.loss(ofLogit: own)
    }
    let hits = classes.indices.map { s in
      logits.indices.reduce(0) { logits[$1][s] > logits[$0][s] ? $1 : $0 } == Int(classes[s]) ? 1.0 : 0
    }
    return [mean("logLoss", losses, w), mean("accuracy", hits, w)]
  }

  /// Σ w·x / Σ w and its standard error, √(Σ w²·(x − x̄)²) / Σ w.
  private static func mean(_ name: String, _ values: [Double], _ weights: [Double]?) -> Metric {
    let total = weights?.reduce(0, +) ?? Double(values.count)
    guard total != 0, !values.isEmpty else { return Metric(name: name, value: .nan) }
    let mean = values.mean(weights: weights)
    let spread = values.indices.reduce(0.0) { sum, s in
      let d = (weights?[s] ?? 1) * (values[s] - mean)
      return sum + d * d
    }
    return Metric(name: name, value: mean, standardError: spread.squareRoot() / abs(total))
  }
}
