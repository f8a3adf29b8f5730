import KANModel

extension Network.SymbolifyOptions {
  /// What closed forms are fitted to and compared with.
  public enum Reference: String, Sendable, Hashable, Codable {
    /// The targets of the table, for regression.
    case targets
    /// The network's own outputs, for classifiers, whose logits no column holds, and for tables without a target.
    case network
  }
}
