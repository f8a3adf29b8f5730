import KANFormula
import KANSearch
import KANSymbolic

/// The document `account.json` of a search over several experiments: the law with its constants, and the forms from which it was chosen.
package struct GroupedDiscoveryRecord: Encodable, Sendable {
  /// The law, with the keys of a fit.
  package let law: FitRecord
  /// The forms in the order of their description lengths, the chosen one first.
  package let candidates: [Discovery.OfGroups.Alternative]
  /// The experiments whose rows were searched for forms.
  package let searched: [String]
  /// Why the searches ended.
  package let ending: Discovery.Account.Ending

  /// The record of a search.
  package init(_ discovery: Discovery.OfGroups) {
    law = FitRecord(discovery.fit)
    candidates = discovery.candidates
    searched = discovery.searched
    ending = discovery.ending
  }
}
