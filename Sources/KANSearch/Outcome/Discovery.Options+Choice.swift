extension Discovery.Options {
  /// By what one of the laws of a table is chosen.
  public enum Choice: Sendable, Hashable {
    /// The shortest description of law and residuals: for measurements, whose errors are independent of the law, and for tables
    /// without errors.
    case evidence
    /// The knee of the front of complexity and error: simpler laws are much farther off, longer ones little nearer. For functions that are
    /// approximations themselves, such as trained networks: their errors are smooth, so that longer formulas describe the errors as well.
    case knee
    /// The simplest law whose relative error is at most this share of the target's spread; the nearest law where there is none.
    case tolerance(Double)

    /// The rule without its number, as accounts have it.
    package var name: String {
      switch self {
      case .evidence: "evidence"
      case .knee: "knee"
      case .tolerance: "tolerance"
      }
    }

    /// The largest relative error that was asked for, if one was.
    package var tolerance: Double? { if case .tolerance(let share) = self { share } else { nil } }
  }
}
