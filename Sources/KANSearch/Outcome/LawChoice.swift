/// By what one of the laws of a table is chosen.
public enum LawChoice: Sendable, Hashable {
  /// The shortest description of law and residuals: for measurements, whose errors have nothing to do with the law, and for tables without
  /// any.
  case evidence
  /// The knee of the table: the law from which on more complexity brings the least, of those before which less costs the most. For what is
  /// itself an approximation, such as a trained network, whose errors are smooth, so that longer formulas describe them, too.
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
