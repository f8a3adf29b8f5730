import KANModel

extension Network {
  /// What pruning tried, what it cost, and what came of it.
  public struct PruningAccount: Hashable, Sendable, Codable {
    /// One trial.
    package struct Trial: Hashable, Sendable, Codable {
      /// What was to go; several at once where they are unimportant together.
      package let targets: [PruningTarget]
      /// What came of it.
      package let verdict: Verdict
      /// The loss of the network before this trial.
      package let lossBefore: Double
      /// The loss without the targets, after refitting.
      package let lossAfter: Double

      /// What the trial costs.
      package var cost: Double { lossAfter - lossBefore }
    }

    /// What came of a trial.
    package enum Verdict: String, Hashable, Sendable, Codable {
      /// It went: the loss stays within the limit.
      case cut
      /// It stays: without it the loss would exceed the limit.
      case needed
      /// It stays: without it an output would not depend on any input.
      case onlyPath
    }

    /// The loss of the network as it came.
    public let lossBefore: Double
    /// The loss of the network as it leaves.
    public let lossAfter: Double
    /// The loss that no cut may exceed.
    package let lossLimit: Double
    /// The trials in order; addresses are those of the network as it came.
    package let steps: [Trial]
    /// The inputs without influence, by name.
    public let unusedInputs: [String]
    /// The number of edges as it came.
    public let edgesBefore: Int
    /// The number of edges as it leaves.
    public let edgesAfter: Int
    /// The nodes as it came, for example `4,5,1`.
    public let shapeBefore: String
    /// The nodes as it leaves.
    public let shapeAfter: String
    /// Whether an observer ended it before all was tried.
    public let wasStopped: Bool
  }
}
