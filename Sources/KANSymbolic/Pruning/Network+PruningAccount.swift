import KANModel

extension Network {
  /// The account of pruning: its trials, their costs and their outcomes.
  public struct PruningAccount: Hashable, Sendable, Codable {
    /// One trial.
    package struct Trial: Hashable, Sendable, Codable {
      /// The parts to be removed; several at once if they are unimportant together.
      package let targets: [PruningTarget]
      /// The outcome.
      package let verdict: Verdict
      /// The loss of the network before this trial.
      package let lossBefore: Double
      /// The loss without the targets, after refitting.
      package let lossAfter: Double

      /// The cost of the trial.
      package var cost: Double { lossAfter - lossBefore }
    }

    /// The outcome of a trial.
    package enum Verdict: String, Hashable, Sendable, Codable {
      /// The targets were removed: the loss stays within the limit.
      case cut
      /// They are kept: without them the loss would exceed the limit.
      case needed
      /// They are kept: without them an output would not depend on any input.
      case onlyPath
    }

    /// The loss of the original network.
    public let lossBefore: Double
    /// The loss of the pruned network.
    public let lossAfter: Double
    /// The loss that no cut may exceed.
    package let lossLimit: Double
    /// The trials in order; addresses are those of the original network.
    package let steps: [Trial]
    /// The inputs without influence, by name.
    public let unusedInputs: [String]
    /// The number of edges before.
    public let edgesBefore: Int
    /// The number of edges after.
    public let edgesAfter: Int
    /// The shape before, for example `4,5,1`.
    public let shapeBefore: String
    /// The shape after.
    public let shapeAfter: String
    /// Whether an observer ended it before everything was tried.
    public let wasStopped: Bool
  }
}
