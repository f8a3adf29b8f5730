import KANModel
import KANTraining

extension Network {
  /// What pruning may cost and what it may remove.
  public struct PruningOptions: Hashable, Sendable {
    /// What is removed, in the order in which it is tried.
    package enum Removable: String, Hashable, Sendable, Codable, CaseIterable {
      /// Inputs that do not matter.
      case inputs
      /// Hidden nodes.
      case nodes
      /// Single edges.
      case edges
    }

    /// The loss that is measured.
    public var loss: Loss
    /// By how much the loss may rise in all, as a fraction of the loss before pruning.
    public var relativeTolerance: Double
    /// The loss that never counts, as a fraction of the loss of the best constant prediction: 10⁻⁶ of a variance
    /// is a relative error of 10⁻³.
    package var negligibleFraction: Double
    /// The kinds of things to remove.
    package var kinds: [Removable]
    /// Steps of refitting after each cut; 0 measures cuts as they are.
    package var refitSteps: Int
    /// Seeds the refits of losses that need a random method.
    public var seed: UInt64
    /// The number of threads of the refits; `nil` for one a core. Results have the same bits for any.
    public var threads: Int?

    /// Careful defaults: the loss may rise by a tenth.
    public init(
      loss: Loss = .meanSquaredError, relativeTolerance: Double = 0.1, seed: UInt64 = 1, threads: Int? = nil
    ) {
      self.init(
        loss: loss, relativeTolerance: relativeTolerance, kinds: Removable.allCases, seed: seed,
        threads: threads)
    }

    /// The same with what is tried, and how.
    package init(
      loss: Loss = .meanSquaredError, relativeTolerance: Double = 0.1, negligibleFraction: Double = 1e-6,
      kinds: [Removable] = Removable.allCases, refitSteps: Int = 30, seed: UInt64 = 1, threads: Int? = nil
    ) {
      precondition(relativeTolerance >= 0 && negligibleFraction >= 0, "tolerances must not be negative")
      precondition(refitSteps >= 0, "the number of refitting steps must not be negative")
      self.loss = loss
      self.relativeTolerance = relativeTolerance
      self.negligibleFraction = negligibleFraction
      self.kinds = kinds
      self.refitSteps = refitSteps
      self.seed = seed
      self.threads = threads
    }
  }
}
