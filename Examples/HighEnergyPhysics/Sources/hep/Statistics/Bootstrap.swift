/// Standard errors by drawing events with replacement; rows that share a hard event are drawn together.
struct Bootstrap {
  private let clusters: [[Int]]
  private let seed: UInt64
  let draws: Int

  /// - Parameter groups: One number a row; rows with equal numbers stay together. `nil`: every row for itself.
  init(count: Int, groups: [Double]? = nil, draws: Int = 200, seed: UInt64 = 1) {
    if let groups {
      var members: [Double: [Int]] = [:]
      for (row, group) in groups.enumerated() { members[group, default: []].append(row) }
      clusters = members.sorted { $0.key < $1.key }.map(\.value)
    } else {
      clusters = (0..<count).map { [$0] }
    }
    (self.draws, self.seed) = (draws, seed)
  }

  /// The standard deviation over the draws of each statistic of the drawn rows; what is not finite is left out.
  func errors(of statistics: ([Int]) -> [Double]) -> [Double] {
    var random = SplitMix(seed: seed)
    let results = (0..<draws).map { _ in
      statistics(clusters.indices.flatMap { _ in clusters[Int.random(in: clusters.indices, using: &random)] })
    }
    return results[0].indices.map { n in results.map { $0[n] }.filter(\.isFinite).deviation }
  }

  /// The standard error of one statistic.
  func error(of statistic: ([Int]) -> Double) -> Double { errors { [statistic($0)] }[0] }
}

/// A number and its standard error.
struct Measured: Codable, Hashable, Sendable {
  let value: Double
  let error: Double

  /// `0.9449 ± 0.0028`.
  func text(_ digits: Int = 4) -> String { "\(value.fixed(digits)) ± \(error.fixed(digits))" }
  /// `$0.9449 \pm 0.0028$`.
  func latex(_ digits: Int = 4) -> String { "$\(value.fixed(digits)) \\pm \(error.fixed(digits))$" }
}
