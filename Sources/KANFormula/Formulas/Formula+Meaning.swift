import RealModule

extension Formula {
  /// The meaning of the value of a formula.
  public enum Meaning: Sendable, Hashable, Codable {
    /// The output itself, in its unit.
    case quantity
    /// The natural logarithm of the odds of an event, such as `label = 1`: its probability is 1/(1 + exp(−value)). With `against`,
    /// the logarithm of its probability over that of one other event among several, such as another class.
    case logOdds(event: String, against: String? = nil)
    /// The score of a class among several: the probabilities are exp(score)/Σ exp(scores).
    case score(event: String)

    /// The probability of the event that a value of log-odds stands for.
    ///
    /// - Parameter value: A value of the formula, in natural logarithmic units; any real number.
    /// - Returns: 1/(1 + exp(−value)), from 0 to 1; `nil` for a quantity, a score, and log-odds against one other
    /// event, for which the value alone does not determine a probability.
    public func probability(_ value: Double) -> Double? {
      guard case .logOdds(_, nil) = self else { return nil }
      let small = Double.exp(-abs(value))
      return value >= 0 ? 1 / (1 + small) : small / (1 + small)
    }

    /// The left side of a formula of `output`, as plain text.
    func leftSide(_ output: String) -> String {
      switch self {
      case .quantity: output
      case .logOdds(let event, nil): "logit P(\(event))"
      case .logOdds(let event, let other?): "ln(P(\(event))/P(\(other)))"
      case .score(let event): "score(\(event))"
      }
    }

    /// A remark on the meaning for readers of code; `nil` if the name is sufficient.
    package var remark: String? {
      switch self {
      case .quantity: nil
      case .logOdds(let event, nil):
        "the value is the log-odds of \(event); its probability is 1/(1 + exp(-value))"
      case .logOdds(let event, let other?):
        "the value is the score of \(event) where that of \(other) is 0; "
          + "the probability of a class is exp(score) over the sum of exp(scores) of all classes"
      case .score(let event):
        "the value is the score of \(event); the probability is exp(score) over the sum of exp(scores) of all classes"
      }
    }
  }
}
