extension Discovery.Options {
  /// The criterion by which one of the laws of a table is chosen.
  public enum Choice: Sendable, Hashable {
    /// The shortest description of law and residuals: for measurements, whose errors are independent of the law, and for tables
    /// without errors.
    case evidence
    /// The knee of the front of complexity and error: simpler laws are much worse, longer ones little better. For functions that
    /// are approximations themselves, such as trained networks: their errors are smooth, so longer formulas describe the errors as
    /// well.
    case knee
    /// The simplest law whose relative error is at most this share of the target's spread; the most accurate law if there is none.
    case tolerance(Double)

    /// The name of the criterion in accounts.
    package var name: String {
      switch self {
      case .evidence: "evidence"
      case .knee: "knee"
      case .tolerance: "tolerance"
      }
    }

    /// The tolerance, if this criterion was chosen.
    package var tolerance: Double? { if case .tolerance(let share) = self { share } else { nil } }
  }
}
