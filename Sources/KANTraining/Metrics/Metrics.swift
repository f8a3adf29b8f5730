/// Measures of the agreement between predicted and measured values.
///
/// All take optional event weights, which may be negative; a metric that is not defined for the columns (no samples, weights that
/// sum to zero, only one class) is NaN. Numbers are divided by a power of two near the largest before they are squared, so that
/// nothing overflows or underflows, and in the middle of the range no bit changes (as in LAPACK's `dlassq`).
public enum Metrics {
  /// The root of the mean squared residual, √(Σ w·(y − t)² / Σ w), in the unit of the target.
  ///
  /// - Parameters:
  ///   - predicted: The predicted values, one per row.
  ///   - actual: The measured values of the same rows, in the same unit.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: NaN if there is no row or if the weights sum to zero.
  public static func rmse(_ predicted: [Double], _ actual: [Double], weights: [Double]? = nil) -> Double {
    let scale = scale(predicted, actual) { $0 - $1 }
    return scale
      * mean(predicted, actual, weights) { y, t in
        let error = (y - t) / scale
        return error * error
      }.squareRoot()
  }

  /// The mean absolute residual, Σ w·|y − t| / Σ w, in the unit of the target.
  ///
  /// - Parameters:
  ///   - predicted: The predicted values, one per row.
  ///   - actual: The measured values of the same rows, in the same unit.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: NaN if there is no row or if the weights sum to zero.
  public static func mae(_ predicted: [Double], _ actual: [Double], weights: [Double]? = nil) -> Double {
    let scale = scale(predicted, actual) { $0 - $1 }
    return scale * mean(predicted, actual, weights) { abs($0 - $1) / scale }
  }

  /// The explained share of the variance, 1 − Σ w·(y − t)² / Σ w·(t − t̄)²: 1 for a perfect prediction, 0
  /// for that of the mean.
  ///
  /// - Parameters:
  ///   - predicted: The predicted values, one per row.
  ///   - actual: The measured values of the same rows, in the same unit.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: NaN for a constant target, if there is no row, or if the weights sum to zero.
  public static func rSquared(_ predicted: [Double], _ actual: [Double], weights: [Double]? = nil) -> Double {
    let size = scale(actual, actual) { t, _ in t }
    let centre = size * mean(actual, actual, weights) { t, _ in t / size }
    let scale = scale(actual, actual) { t, _ in t - centre }
    func square(_ number: Double) -> Double { number / scale * (number / scale) }
    let spread = mean(actual, actual, weights) { t, _ in square(t - centre) }
    guard spread != 0 else { return .nan }
    return 1 - mean(predicted, actual, weights) { square($0 - $1) } / spread
  }

  /// The share of labels 0/1 that the sign of the logit predicts; a logit of 0 counts as class 1.
  ///
  /// - Parameters:
  ///   - logits: The log-odds of label 1, one per row.
  ///   - labels: The labels, 0 or 1, of the same rows.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: A share from 0 to 1 if no weight is negative; NaN if there is no row, if the weights sum to zero, or if a logit
  ///   is NaN.
  public static func accuracy(logits: [Double], labels: [Double], weights: [Double]? = nil) -> Double {
    mean(logits, labels, weights) { $0.isNaN ? .nan : ($0 >= 0) == ($1 == 1) ? 1 : 0 }
  }

  /// The share of class indices that the largest logit predicts; the first one wins ties.
  ///
  /// - Parameters:
  ///   - logits: `logits[class][s]`: one column for each class, at least one.
  ///   - classes: The class index, counted from 0, of each row.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: A share from 0 to 1 if no weight is negative; NaN if there is no row or if the weights sum to zero.
  public static func accuracy(
    logits: [[Double]], classes: [Double], weights: [Double]? = nil
  ) -> Double {
    let predicted = classes.indices.map { s in
      Double(logits.indices.reduce(0) { logits[$1][s] > logits[$0][s] ? $1 : $0 })
    }
    return mean(predicted, classes, weights) { $0 == $1 ? 1 : 0 }
  }

  /// The mean of −log p(label) for labels 0/1, in nats.
  ///
  /// - Parameters:
  ///   - logits: The log-odds of label 1, one per row.
  ///   - labels: The labels, 0 or 1, of the same rows.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: NaN if there is no row or if the weights sum to zero.
  public static func logLoss(logits: [Double], labels: [Double], weights: [Double]? = nil) -> Double {
    mean(logits, labels, weights) { Loss.binaryCrossEntropy.point($0, target: $1).value }
  }

  /// The mean of −log p(class) for class indices, in nats; the probabilities are the softmax of the logits.
  ///
  /// - Parameters:
  ///   - logits: `logits[class][s]`: one column for each class.
  ///   - classes: The class index, counted from 0, of each row.
  ///   - weights: One weight per row, which may be negative; `nil` means that all are 1.
  /// - Returns: NaN for a class without logits or a number that is no class, if there is no row, or if the weights sum to zero.
  public static func logLoss(
    logits: [[Double]], classes: [Double], weights: [Double]? = nil
  ) -> Double {
    let losses = classes.indices.map { s in
      let own = Int(exactly: classes[s]).flatMap { logits.indices.contains($0) ? logits[$0][s] : nil } ?? .nan
      return Softmax(logits.count) { logits[$0][s] }.loss(ofLogit: own)
    }
    return mean(losses, classes, weights) { loss, _ in loss }
  }

  /// The power of two just below the largest |f(y, t)|; 1 if that is zero or not finite.
  private static func scale(_ y: [Double], _ t: [Double], _ f: (Double, Double) -> Double) -> Double {
    let largest = zip(y, t).reduce(0) { max($0, abs(f($1.0, $1.1))) }
    return largest > 0 && largest.isFinite ? largest.binade : 1
  }

  /// Σ w·f(y, t) / Σ w.
  private static func mean(
    _ y: [Double], _ t: [Double], _ weights: [Double]?, _ f: (Double, Double) -> Double
  ) -> Double {
    precondition(y.count == t.count, "predictions and truth must have one entry per sample")
    precondition(weights == nil || weights?.count == t.count, "weights must have one entry per sample")
    var (sum, total) = (0.0, 0.0)
    for s in y.indices {
      let weight = weights?[s] ?? 1
      sum += weight * f(y[s], t[s])
      total += weight
    }
    return total == 0 ? .nan : sum / total
  }
}
