import KANModel

extension Network.SymbolifyOptions {
  /// The reference to which closed forms are fitted and with which they are compared.
  public enum Reference: String, Sendable, Hashable, Codable {
    /// The targets of the table, for regression.
    case targets
    /// The network's own outputs, for classifiers, whose logits are not measured, and for tables without a target.
    case network
  }
}
