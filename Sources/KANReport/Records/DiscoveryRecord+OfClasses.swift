import KANSearch

extension DiscoveryRecord {
  /// The document `classes.json` of a search for the laws of several classes.
  package struct OfClasses: Encodable, Sendable {
    /// The classes in the order of their targets.
    package let classes: [String]
    /// The class whose score is 0.
    package let reference: String
    /// How well all laws together separate the classes.
    package let fidelity: [Discovery.OfClasses.Fidelity]
    /// The law of each class but the reference, in their order.
    package let laws: [DiscoveryRecord]

    /// The record of a search.
    package init(_ discovery: Discovery.OfClasses, laws: [DiscoveryRecord]) {
      (classes, reference, fidelity) = (discovery.classes, discovery.reference, discovery.fidelity)
      self.laws = laws
    }
  }
}
