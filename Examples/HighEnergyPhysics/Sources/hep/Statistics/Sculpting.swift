import Foundation
import SwiftKAN

/// Whether a cut on a classifier carves a peak into the M_T^W spectrum of the multijets.
struct Sculpting: Codable {
  struct Cut: Codable {
    /// The share of prompt muons kept.
    let signalEfficiency: Double
    /// The largest distance between the cumulative M_T^W spectra of multijets before and after (Kolmogorov-Smirnov).
    let distance: Double
    /// The mean M_T^W of multijets after the cut, in GeV.
    let meanMass: Double
  }

  let cuts: [Cut]
  /// The mean M_T^W of all multijets, in GeV.
  let meanMass: Double
  /// Spearman's rank correlation of score and M_T^W among multijets.
  let rankCorrelation: Double

  init(_ scores: [Double], on part: QCDEvents.Part) {
    let zeros = scores.indices.filter { part.labels[$0] == 0 }
    meanMass = part.mtw.at(zeros).mean
    rankCorrelation = Self.correlation(Self.ranks(scores.at(zeros)), Self.ranks(part.mtw.at(zeros)))
    let all = part.mtw.at(zeros).sorted()
    cuts = ClassifierScore.signalEfficiencies.map { efficiency in
      let cut = ClassifierScore.threshold(scores, part.labels, signalEfficiency: efficiency)
      let kept = zeros.filter { scores[$0] >= cut }.map { part.mtw[$0] }.sorted()
      return Cut(
        signalEfficiency: efficiency, distance: Self.distance(kept, all), meanMass: kept.mean)
    }
  }

  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return .nan }
    var (i, j, largest) = (0, 0, 0.0)
    while i < a.count, j < b.count {
      let x = min(a[i], b[j])
      while i < a.count, a[i] <= x { i += 1 }
      while j < b.count, b[j] <= x { j += 1 }
      largest = max(largest, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
    }
    return largest
  }

  private static func ranks(_ x: [Double]) -> [Double] {
    var ranks = [Double](repeating: 0, count: x.count)
    for (rank, row) in x.indices.sorted(by: { x[$0] < x[$1] }).enumerated() { ranks[row] = Double(rank) }
    return ranks
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (mx, my) = (x.mean, y.mean)
    return zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / Double(x.count)
      / (x.deviation * y.deviation)
  }
}
