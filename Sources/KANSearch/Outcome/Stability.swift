/// The dependence of a law on the seed of the search.
package struct Stability: Sendable, Hashable, Codable {
  /// The choice of the search with one seed.
  package struct Vote: Sendable, Hashable, Codable {
    /// The seed.
    package let seed: UInt64
    /// The chosen formula as text; `nil` if none was found.
    package let formula: String?
    /// The verdict on it.
    package let verdict: Discovery.Account.Verdict
    /// √(mean square residual) over the target's spread, on the validation rows.
    package let error: Double?
    /// Whether it is the chosen law: of the same form, with constants that differ by no more than their errors.
    package let agrees: Bool
  }

  /// One vote per seed.
  package let votes: [Vote]
  /// The number of seeds that found the chosen law.
  package var agreeing: Int { votes.count { $0.agrees } }

  init(votes: [Vote]) { self.votes = votes }

  private enum CodingKeys: String, CodingKey { case votes, agreeing }

  /// Reads the votes; the number that agree is computed.
  package init(from decoder: any Decoder) throws {
    votes = try decoder.container(keyedBy: CodingKeys.self).decode([Vote].self, forKey: .votes)
  }

  /// Writes the votes and how many agree.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(votes, forKey: .votes)
    try container.encode(agreeing, forKey: .agreeing)
  }
}
