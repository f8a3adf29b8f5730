import KANModel

/// The record of a run, in numbers that do not depend on the kind of model.
struct TrainingJournal: Hashable, Sendable {
  /// The steps done.
  var step = 0
  /// The best score so far, the smaller the better, and the step at which it was seen.
  var bestScore = Double.infinity
  var bestStep = 0
  /// The parameters at that step; `nil` if their number has changed since.
  var bestParameters: [Double]?
  /// The number of evaluations since then.
  var looksWithoutGain = 0
  /// Steps undone because they gave values that are not finite.
  var rollbacks = 0
  /// The evaluations of the losses, in order.
  var history: [Network.TrainingAccount.Record] = []
}
