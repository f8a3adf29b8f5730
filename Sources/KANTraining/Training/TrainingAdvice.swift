import KANModel

/// Advice on better training, from the course of a run.
package enum TrainingAdvice: Hashable, Sendable {
  /// No step was better on the validation rows than the network at the start.
  case bestIsTheStart
  /// From `step` on the training loss continued to fall while the validation loss rose, to `ratio` times its minimum.
  case partsAfter(step: Int, ratio: Double)
  /// The validation loss of the network returned is `ratio` times its training loss.
  case overfits(ratio: Double)
  /// The best network is the last one seen: more steps may help.
  case stillImproves
  /// A narrow network with curves of curves has many local minima, and this one came from a single start.
  case restarts

  /// The ratios of losses from which advice is given.
  private static let (rise, gap) = (1.02, 1.25)
  /// The number of nodes of a hidden layer up to which the start decides where a run ends; wide layers depend little on it.
  private static let narrow = 10
  /// A loss below this fraction of the initial one needs no other start.
  private static let solved = 1e-4

  /// The advice on a run.
  ///
  /// - Parameters:
  ///   - account: The account of the run.
  ///   - network: The network returned.
  ///   - starts: The number of random networks that were tried; `nil` if the run began with a given one.
  package static func all(
    for account: Network.TrainingAccount, of network: Network, starts: Int?
  ) -> [TrainingAdvice] {
    var advice: [TrainingAdvice] = []
    let last = account.history.last
    if account.bestStep == 0, account.stepsTaken > 0 {
      advice.append(.bestIsTheStart)
    } else if let best = account.history.last(where: { $0.step <= account.bestStep }), let last,
      let least = account.validationLossAfter, let final = last.validationLoss, least > 0,
      last.loss < best.loss, final > rise * least
    {
      advice.append(.partsAfter(step: account.bestStep, ratio: final / least))
    } else if let after = account.validationLossAfter, account.lossAfter > 0,
      account.lossAfter > solved * account.lossBefore, after > gap * account.lossAfter
    {
      advice.append(.overfits(ratio: after / account.lossAfter))
    } else if account.reason == .stepLimit, let last, last.step == account.bestStep,
      isFalling(account.history)
    {
      advice.append(.stillImproves)
    }
    let hidden = network.shape.levels.dropLast().map(\.nodeCount)
    if starts == 1, !hidden.isEmpty, hidden.allSatisfy({ $0 <= narrow }),
      account.lossAfter > solved * account.lossBefore
    {
      advice.append(.restarts)
    }
    return advice
  }

  /// Whether the loss fell by more than a percent over the last tenth of the evaluations.
  private static func isFalling(_ history: [Network.TrainingAccount.Record]) -> Bool {
    guard let last = history.last, history.count >= 10 else { return false }
    let earlier = history[history.count - 1 - history.count / 10]
    guard let now = last.validationLoss, let before = earlier.validationLoss else {
      return last.loss < 0.99 * earlier.loss
    }
    return now < 0.99 * before
  }
}
