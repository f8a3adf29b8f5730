import KANSymbolic

extension Discovery {
  /// What a search over several experiments brought to light: one law, its constants common to all or own to each.
  public struct OfGroups: Sendable {
    /// A form that was fitted to all experiments.
    public struct Alternative: Sendable, Hashable, Codable {
      /// The form, its constants by name.
      public let form: String
      /// Nats to write down the form, its constants and what it leaves, on the rows that chose.
      public let descriptionLength: Double
      /// How many times as probable it is as the chosen one.
      public let odds: Double
    }

    /// The law of the shortest description, fitted to all rows.
    public let fit: Form.Fit
    /// The forms in the order of their description lengths, the chosen one first.
    public let candidates: [Alternative]
    /// The experiments whose rows were searched for forms; all rows together are called `all`.
    public let searched: [String]
    /// Why the searches ended.
    package let ending: Account.Ending
    /// What users should know of the end; `nil` where nothing is to be said.
    package let note: String?
  }
}
