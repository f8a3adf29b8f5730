import KANSearch

/// How the law of a dealt-out search was taken, as `merge.json` has it.
public struct MergeRecord: Encodable, Sendable {
  /// What one part found.
  public struct Vote: Encodable, Sendable {
    /// The place of the part, counted from 0.
    public let index: Int
    /// Its seed.
    public let seed: UInt64
    /// Which of the structures of networks it trained.
    public let structures: StructureShare
    /// The law that it chose; `nil` where it found none.
    public let formula: String?
    /// How much the law explains.
    public let verdict: DiscoveryAccount.Verdict
    /// √(mean square residual) over the target's spread, on the rows kept back.
    public let error: Double?
    /// Nats to write the law down with what it leaves.
    public let descriptionLength: Double?
    /// Whether it is the law that is taken.
    public let agrees: Bool
  }

  /// The name of the file.
  static let fileName = "merge.json"

  /// The target.
  public let target: String
  /// The place of the part whose results are taken.
  public let taken: Int?
  /// The places of parts that were not there.
  public let missing: [Int]
  /// All parts of the target, in their order.
  public let votes: [Vote]

  /// What a merge says of a target.
  public init(_ merge: MergedSearch, target: String) {
    self.target = target
    taken = merge.taken(for: target)?.record.unit.index
    missing = merge.missing
    votes = merge.parts.filter { $0.record.unit.target == target }.map { part in
      let record = part.record
      return Vote(
        index: record.unit.index, seed: record.unit.seed, structures: record.unit.structures,
        formula: record.formula?.text(digits: 6), verdict: record.verdict, error: record.error,
        descriptionLength: record.descriptionLength, agrees: part.agrees)
    }
  }
}
