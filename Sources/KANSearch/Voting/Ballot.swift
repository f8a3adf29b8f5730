/// The vote among the laws of several searches for one table.
package struct Ballot {
  /// What one search chose.
  package struct Entry {
    let isExact: Bool
    let error: Double
    let length: Double

    /// - Parameters:
    ///   - error: √(mean square residual) over the target's spread, on rows kept back; infinite without a law.
    ///   - length: Nats to write down the law with what it leaves of all rows; infinite without a law.
    package init(isExact: Bool, error: Double, length: Double) {
      self.isExact = isExact
      self.error = error
      self.length = length
    }
  }

  /// Errors up to this factor above the smallest are equally good: the rest is the luck of the split.
  private static let tolerance = 1.1

  /// The place of the law that is taken: exact laws before others; among those as good as any, the one that most searches found, then the
  /// shortest description, then the first.
  ///
  /// - Parameter agree: Whether two searches found one law.
  package static func winner(_ entries: [Entry], agree: (Int, Int) -> Bool) -> Int {
    let exact = entries.indices.filter { entries[$0].isExact }
    let least = entries.map(\.error).min() ?? .infinity
    let eligible = exact.isEmpty ? entries.indices.filter { entries[$0].error <= tolerance * least } : exact
    func votes(_ n: Int) -> Int { entries.indices.count { agree(n, $0) } }
    return eligible.min {
      (-votes($0), entries[$0].length, $0) < (-votes($1), entries[$1].length, $1)
    } ?? 0
  }
}
