/// The vote among the laws of several searches for one table.
package struct Ballot {
  /// The choice of one search.
  package struct Entry {
    let isExact: Bool
    let error: Double
    let length: Double

    /// - Parameters:
    ///   - error: √(mean square residual) over the target's spread, on validation rows; infinite without a law.
    ///   - length: The description length, in nats, of the law and its residuals on all rows; infinite without a law.
    package init(isExact: Bool, error: Double, length: Double) {
      self.isExact = isExact
      self.error = error
      self.length = length
    }
  }

  /// Errors up to this factor above the smallest count as equally good: the difference depends on the split.
  private static let tolerance = 1.1

  /// The index of the law that is chosen: exact laws take precedence; among those whose errors count as equally good, the one that
  /// most searches found wins, then the shortest description, then the first.
  ///
  /// - Parameter agree: Whether two searches found the same law.
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
