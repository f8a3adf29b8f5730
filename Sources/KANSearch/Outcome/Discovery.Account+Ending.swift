import KANTraining

extension Discovery.Account {
  /// The reason for the end of a search.
  public enum Ending: String, Sendable, Hashable, Codable {
    /// Everything was tried.
    case finished
    /// The work that the effort allows was done.
    case budget
    /// The time limit was reached; another run may get further or less far.
    case timeLimit
    /// The user or the program requested it.
    case request

    /// The ending of a search that was cancelled.
    init(_ reason: Cancellation.Reason) {
      switch reason {
      case .request: self = .request
      case .timeLimit: self = .timeLimit
      }
    }

    /// A note on it for users; `nil` if there is none.
    func note(_ options: Discovery.Options) -> String? {
      switch self {
      case .finished: nil
      case .budget: options.effort.noteOnLimit
      case .timeLimit:
        "the time limit of \(options.timeLimit.map { "\($0)" } ?? "none") ended the search; with more time it may find a better law"
      case .request: "the search was stopped; this is the best law so far"
      }
    }
  }
}

extension Discovery.Options.Effort {
  /// A note for users on a search that ended at its work limit.
  var noteOnLimit: String {
    "the work limit of the effort '\(rawValue)' was reached before everything was tried; a higher effort tries more"
  }
}
