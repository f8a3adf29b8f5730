import KANSymbolic

extension Discovery {
  /// The result of a search over several experiments: one law, with constants common to all or separate for each.
  public struct OfGroups: Sendable {
    /// A form that was fitted to all experiments.
    public struct Alternative: Sendable, Hashable, Codable {
      /// The form, with its constants by name.
      public let form: String
      /// The description length of the form, its constants and its residuals, in nats, on the rows used for the choice.
      public let descriptionLength: Double
      /// The ratio of its probability to that of the chosen one.
      public let odds: Double
    }

    /// The law with the shortest description, fitted to all rows.
    public let fit: Form.Fit
    /// The forms in the order of their description lengths, the chosen one first.
    public let candidates: [Alternative]
    /// The experiments that were searched for forms; all rows together are called `all`.
    public let searched: [String]
    /// The reason for the end of the searches.
    package let ending: Account.Ending
    /// A note on the end for users; `nil` if there is none.
    package let note: String?
  }
}
