import KANSearch

/// How the law of a dealt-out search was taken, as `merge.json` has it.
package struct MergeRecord: Encodable, Sendable {
  /// What one part found.
  package struct Vote: Encodable, Sendable {
    /// The place of the part, counted from 0.
    package let index: Int
    /// Its seed.
    package let seed: UInt64
    /// Which of the structures of networks it trained.
    package let structures: StructureShare
    /// The law that it chose; `nil` where it found none.
    package let formula: String?
    /// How much the law explains.
    package let verdict: Discovery.Account.Verdict
    /// √(mean square residual) over the target's spread, on the rows kept back.
    package let error: Double?
    /// Nats to write the law down with what it leaves.
    package let descriptionLength: Double?
    /// Whether it is the law that is taken.
    package let agrees: Bool
  }

  /// The name of the file.
  static let fileName = "merge.json"

  /// The target.
  package let target: String
  /// The place of the part whose results are taken.
  package let taken: Int?
  /// The places of parts that were not there.
  package let missing: [Int]
  /// All parts of the target, in their order.
  package let votes: [Vote]

  /// What a merge says of a target.
  package init(_ merge: MergedSearch, target: String) {
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
