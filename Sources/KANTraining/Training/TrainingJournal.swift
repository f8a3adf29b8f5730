import KANModel

/// What a run has seen of whatever it trains, in numbers that do not depend on what that is.
struct TrainingJournal: Hashable, Sendable {
  /// The steps done.
  var step = 0
  /// The best score so far, the smaller the better, and the step at which it was seen.
  var bestScore = Double.infinity
  var bestStep = 0
  /// The parameters that were seen then; `nil` where that was before their number changed.
  var bestParameters: [Double]?
  /// The looks at the losses since then.
  var looksWithoutGain = 0
  /// Steps undone because they left the real numbers.
  var rollbacks = 0
  /// The looks at the losses, in order.
  var history: [Network.TrainingAccount.Record] = []
}
