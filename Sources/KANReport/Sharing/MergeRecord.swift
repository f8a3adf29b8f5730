import KANSearch

/// How the law of a divided search was chosen, as written to `merge.json`.
package struct MergeRecord: Encodable, Sendable {
  /// The result of one part.
  package struct Vote: Encodable, Sendable {
    /// The index of the part, counted from 0.
    package let index: Int
    /// Its seed.
    package let seed: UInt64
    /// The share of the network structures that it trained.
    package let structures: StructureShare
    /// The law that it chose; `nil` if it found none.
    package let formula: String?
    /// The verdict on the law.
    package let verdict: Discovery.Account.Verdict
    /// √(mean square residual) over the target's spread, on the validation rows.
    package let error: Double?
    /// The description length of the law and its residuals, in nats.
    package let descriptionLength: Double?
    /// Whether it is the chosen law.
    package let agrees: Bool
  }

  /// The name of the file.
  static let fileName = "merge.json"

  /// The target.
  package let target: String
  /// The index of the part whose results are taken.
  package let taken: Int?
  /// The indices of missing parts.
  package let missing: [Int]
  /// All parts of the target, in their order.
  package let votes: [Vote]

  /// The record of a merge for a target.
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
