import KANTraining
import RealModule

extension Discovery.OfClasses {
  /// How well the laws of all classes together separate the classes, on one part of the data.
  public struct Fidelity: Hashable, Sendable, Codable {
    /// The area under the ROC curve of one class against all others.
    public struct Area: Hashable, Sendable, Codable {
      /// The class.
      public let name: String
      /// The area; `nil` if the part has only rows of this class, or none.
      public let value: Double?
      /// Its standard error.
      public let standardError: Double?
    }

    /// The name of the part: `all rows`, `cross-validation`, `test`.
    public let part: String
    /// The number of rows.
    public let count: Int
    /// The mean of −ln of the probability of the actual class, in nats.
    public let logLoss: Double
    /// The same with the share of every class in these rows as its probability: the best without inputs.
    public let logLossOfShares: Double
    /// The share of the rows whose class is the most probable one.
    public let accuracy: Double
    /// One area per class.
    public let areas: [Area]

    /// - Parameters:
    ///   - scores: `[class][row]`.
    ///   - labels: The index of the class of each row.
    init(part: String, classes: [String], scores: [[Double]], labels: [Int], weights: [Double]?) {
      self.part = part
      count = labels.count
      let indices = labels.map(Double.init)
      logLoss = Metrics.logLoss(logits: scores, classes: indices, weights: weights)
      accuracy = Metrics.accuracy(logits: scores, classes: indices, weights: weights)
      var sums = [Double](repeating: 0, count: classes.count)
      for (s, label) in labels.enumerated() { sums[label] += weights?[s] ?? 1 }
      let total = sums.reduce(0, +)
      logLossOfShares = -sums.reduce(0) { $1 > 0 ? $0 + $1 / total * .log($1 / total) : $0 }
      areas = classes.indices.map { k in
        // ln(pₖ/(1 − pₖ)) is monotone in pₖ and does not saturate.
        let own = labels.indices.map { s in
          scores[k][s] - Softmax(classes.count - 1) { scores[$0 < k ? $0 : $0 + 1][s] }.loss(ofLogit: 0)
        }
        let curve = Metrics.ROCCurve(scores: own, labels: labels.map { $0 == k ? 1 : 0 }, weights: weights)
        return Area(name: classes[k], value: curve?.area, standardError: curve?.areaError)
      }
    }
  }
}
