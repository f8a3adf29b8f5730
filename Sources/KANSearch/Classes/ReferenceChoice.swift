import KANData
import KANNumerics
import KANSymbolic
import KANTraining

/// Chooses the reference class.
///
/// Any class would do with the true laws and infinitely many rows. In practice laws for classes k and j, both against a class that
/// is far from both, contain little information on the difference between k and j. So for each class as the reference, linear
/// log-odds of the others are fitted, and the class whose softmax gives the rows the highest likelihood is taken.
struct ReferenceChoice {
  /// The maximum number of rows, evenly spaced, and the number of classes beyond which the most frequent one is taken without fits,
  /// since there is one fit per pair.
  private static let (rows, classes) = (2_000, 12)
  /// Steps of a fit: for classes that do not overlap coefficients would grow without limit.
  private static let steps = 12
  /// Nats per row by which a class must be better than the most frequent one.
  private static let margin = 0.01

  private let columns: [[Double]]
  private let labels: [Int]
  private let weights: [Double]?
  private let counts: [Int]

  /// - Parameters:
  ///   - data: The table.
  ///   - labels: The index of the class of each row, from 0.
  ///   - count: The number of classes.
  init(_ data: Dataset, labels: [Int], count: Int) {
    let places = Array(labels.indices).evenlySpaced(atMost: Self.rows)
    // In units of its spread a column does not depend on its unit.
    columns = data.inputs.map { column in
      let scaling = ColumnScaling(name: "", column: column)
      return places.map { (column[$0] - scaling.shift) / scaling.scale }
    }
    self.labels = places.map { labels[$0] }
    weights = data.weights.map { all in places.map { max(0, all[$0]) } }
    counts = (0..<count).map { k in labels.count { $0 == k } }
  }

  /// The index of the class.
  var best: Int {
    let frequent = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    guard counts.count <= Self.classes, let usual = loss(frequent) else { return frequent }
    var best = (place: frequent, loss: usual)
    for place in counts.indices where place != frequent {
      if let own = loss(place), own < best.loss, own < usual - Self.margin { best = (place, own) }
    }
    return best.place
  }

  /// The mean log-loss of all rows with linear log-odds relative to one class.
  private func loss(_ reference: Int) -> Double? {
    var scores: [[Double]] = []
    for k in counts.indices {
      guard k != reference else {
        scores.append([Double](repeating: 0, count: labels.count))
        continue
      }
      let rows = labels.indices.filter { labels[$0] == k || labels[$0] == reference }
      var solver = LogisticFit(
        labels: rows.map { labels[$0] == k ? 1 : 0 }, weights: weights.map { all in rows.map { all[$0] } })
      solver.maximumSteps = Self.steps
      guard let fit = solver.fit(columns: columns.map { column in rows.map { column[$0] } }) else {
        return nil
      }
      scores.append(
        labels.indices.map { s in
          zip(fit.parameters.dropFirst(), columns).reduce(fit.parameters[0]) { $0 + $1.0 * $1.1[s] }
        })
    }
    let loss = Metrics.logLoss(logits: scores, classes: labels.map(Double.init), weights: weights)
    return loss.isFinite ? loss : nil
  }
}
