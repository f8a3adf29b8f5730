/// How much a law depends on the seed of the search.
public struct Stability: Sendable, Hashable, Codable {
  /// What the search with one seed chose.
  public struct Vote: Sendable, Hashable, Codable {
    /// The seed.
    public let seed: UInt64
    /// The chosen formula as text; `nil` if none was found.
    public let formula: String?
    /// How much it explains.
    public let verdict: DiscoveryAccount.Verdict
    /// √(mean square residual) over the target's spread, on the rows kept back.
    public let error: Double?
    /// Whether it is the law that was taken: of the same form, with constants that differ by no more than their errors.
    public let agrees: Bool
  }

  /// One vote a seed.
  public let votes: [Vote]
  /// The number of seeds that found the law that was taken.
  public var agreeing: Int { votes.count { $0.agrees } }

  init(votes: [Vote]) { self.votes = votes }

  private enum CodingKeys: String, CodingKey { case votes, agreeing }

  /// Reads the votes; their count follows.
  public init(from decoder: any Decoder) throws {
    votes = try decoder.container(keyedBy: CodingKeys.self).decode([Vote].self, forKey: .votes)
  }

  /// Writes the votes and how many agree.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(votes, forKey: .votes)
    try container.encode(agreeing, forKey: .agreeing)
  }
}
