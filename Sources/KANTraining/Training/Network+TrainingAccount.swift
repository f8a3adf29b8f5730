import KANModel

extension Network {
  /// What a training run did.
  public struct TrainingAccount: Hashable, Sendable, Codable {
    /// Why a run ended.
    public enum Reason: String, Hashable, Sendable, Codable {
      /// No further progress was to be expected.
      case converged
      /// All steps were taken.
      case stepLimit
      /// The validation loss no longer fell.
      case earlyStop
      /// The observer said so.
      case stopped
      /// Time was up.
      case timeLimit
      /// The card that took the steps failed; the best network that was seen before is returned.
      case deviceFailed
    }

    /// One look at the losses.
    public struct Record: Hashable, Sendable, Codable {
      /// The steps done.
      public let step: Int
      /// The training loss with penalty. Where a validation table judges, Adam does not go through the training table once
      /// more for it: this is then the mean over the steps since the record before, of each batch before its step.
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
    /// The steps taken, those before a resumption included.
    public let stepsTaken: Int
    /// The step at which the network returned was seen.
    public let bestStep: Int
    /// Why the run ended.
    public let reason: Reason
    /// Steps undone because they left the real numbers.
    public let rollbacks: Int
    /// Spline edges that group lasso made zero and that are now cut.
    public let edgesCut: [String]
    /// The looks at the losses, in order.
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

  /// The account with at most about `count` looks at the losses, evenly chosen; the last one stays.
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
