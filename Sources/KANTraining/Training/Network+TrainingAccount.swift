import KANModel

extension Network {
  /// The account of a training run.
  public struct TrainingAccount: Hashable, Sendable, Codable {
    /// The reasons for the end of a run.
    public enum Reason: String, Hashable, Sendable, Codable {
      /// No further progress was to be expected.
      case converged
      /// All steps were taken.
      case stepLimit
      /// The validation loss no longer decreased.
      case earlyStop
      /// The observer ended it.
      case stopped
      /// The time limit was reached.
      case timeLimit
      /// The card that took the steps failed; the best network so far is returned.
      case deviceFailed
    }

    /// One evaluation of the losses.
    public struct Record: Hashable, Sendable, Codable {
      /// The steps done.
      public let step: Int
      /// The training loss with penalty. With a validation table, Adam does not evaluate the whole training table: this is then the
      /// mean, over the steps since the last record, of the loss of each batch before its step.
      public let loss: Double
      /// The validation loss without penalty.
      public let validationLoss: Double?
    }

    /// The training loss without penalty at the start.
    public let lossBefore: Double
    /// The training loss without penalty of the network returned.
    public let lossAfter: Double
    /// The validation loss at the start.
    public let validationLossBefore: Double?
    /// The validation loss of the network returned.
    public let validationLossAfter: Double?
    /// The steps taken, including those before a resumption.
    public let stepsTaken: Int
    /// The step at which the network returned was seen.
    public let bestStep: Int
    /// The reason for the end of the run.
    public let reason: Reason
    /// Steps undone because they gave values that are not finite.
    public let rollbacks: Int
    /// Spline edges that group lasso made zero and that are now cut.
    public let edgesCut: [String]
    /// The evaluations of the losses, in order.
    public let history: [Record]
  }
}

extension Network.TrainingAccount {
  /// The account of a run that ended for `reason`.
  init(
    lossBefore: Double, lossAfter: Double, validationLossBefore: Double?, validationLossAfter: Double?,
    journal: TrainingJournal, reason: Reason, edgesCut: [String]
  ) {
    self.init(
      lossBefore: lossBefore, lossAfter: lossAfter, validationLossBefore: validationLossBefore,
      validationLossAfter: validationLossAfter, stepsTaken: journal.step, bestStep: journal.bestStep,
      reason: reason, rollbacks: journal.rollbacks, edgesCut: edgesCut, history: journal.history)
  }

  /// The account with at most about `count` evaluations of the losses, evenly spaced; the last one is kept.
  package func thinned(to count: Int) -> Network.TrainingAccount {
    let stride = (history.count + count - 1) / max(count, 1)
    guard stride > 1 else { return self }
    let kept = history.indices.filter { $0 % stride == 0 || $0 == history.count - 1 }
    return Network.TrainingAccount(
      lossBefore: lossBefore, lossAfter: lossAfter, validationLossBefore: validationLossBefore,
      validationLossAfter: validationLossAfter, stepsTaken: stepsTaken, bestStep: bestStep, reason: reason,
      rollbacks: rollbacks, edgesCut: edgesCut, history: kept.map { history[$0] })
  }
}
