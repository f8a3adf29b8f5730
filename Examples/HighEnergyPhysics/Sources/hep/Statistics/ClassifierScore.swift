import Foundation
import SwiftKAN

/// What a classifier is worth on the test events.
struct ClassifierScore: Codable {
  /// The area under the ROC curve of unweighted events, as the baselines of the datasheet quote it.
  let auc: Measured
  /// The same with the cross sections as weights.
  let weightedAUC: Measured
  /// 1/ε of the multijets where the prompt muons keep 50, 70 and 90 %.
  let rejections: [Measured]

  static let signalEfficiencies = [0.5, 0.7, 0.9]

  /// - Parameter scores: Any rising function of the probability of a prompt muon.
  init(_ scores: [Double], on part: QCDEvents.Part, draws: Int = 200) {
    let (labels, weights) = (part.labels, part.weights)
    func statistics(_ rows: [Int]) -> [Double] {
      let (s, t, w) = (scores.at(rows), labels.at(rows), weights.at(rows))
      return [Metrics.rocAUC(scores: s, labels: t), Metrics.rocAUC(scores: s, labels: t, weights: w)]
        + Self.signalEfficiencies.map { Self.rejection(s, t, signalEfficiency: $0) }
    }
    let values = statistics(Array(scores.indices))
    let errors = Bootstrap(count: scores.count, groups: part.groups, draws: draws).errors(of: statistics)
    let measured = zip(values, errors).map { Measured(value: $0, error: $1) }
    (auc, weightedAUC, rejections) = (measured[0], measured[1], Array(measured[2...]))
  }

  /// The threshold that a share of the ones exceeds.
  static func threshold(_ scores: [Double], _ labels: [Double], signalEfficiency: Double) -> Double {
    let ones = scores.indices.filter { labels[$0] == 1 }.map { scores[$0] }.sorted(by: >)
    return ones[min(ones.count - 1, Int((signalEfficiency * Double(ones.count)).rounded(.up)) - 1)]
  }

  private static func rejection(_ scores: [Double], _ labels: [Double], signalEfficiency: Double) -> Double {
    let cut = threshold(scores, labels, signalEfficiency: signalEfficiency)
    let zeros = scores.indices.filter { labels[$0] == 0 }
    let kept = zeros.count { scores[$0] >= cut }
    return kept == 0 ? .infinity : Double(zeros.count) / Double(kept)
  }
}
