import KANFormula
import KANSearch
import KANSymbolic

/// The document `account.json` of a search over several experiments: the law with its constants, and the forms it was chosen from.
public struct GroupedDiscoveryRecord: Encodable, Sendable {
  /// The law, with the keys of a fit.
  public let law: FitRecord
  /// The forms in the order of their description lengths, the chosen one first.
  public let candidates: [GroupedDiscovery.Candidate]
  /// The experiments whose rows were searched for forms.
  public let searched: [String]

  /// Writes a search down.
  public init(_ discovery: GroupedDiscovery) {
    law = FitRecord(discovery.fit)
    candidates = discovery.candidates
    searched = discovery.searched
  }
}
