import KANModel
import KANTraining

extension Network {
  /// The options of pruning: the allowed rise of the loss, and the kinds of parts to remove.
  public struct PruningOptions: Hashable, Sendable {
    /// The kinds of parts that can be removed, in the order in which they are tried.
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
    /// The total rise of the loss that is allowed, as a fraction of the loss before pruning; 0 or more.
    public var relativeTolerance: Double
    /// The loss that is always negligible, as a fraction of the loss of the best constant prediction: 10⁻⁶ of a variance is a
    /// relative error of 10⁻³.
    package var negligibleFraction: Double
    /// The kinds of parts to remove.
    package var kinds: [Removable]
    /// Steps of refitting after each cut; 0 measures cuts without refitting.
    package var refitSteps: Int
    /// The seed for refits of losses that need a random method.
    public var seed: UInt64
    /// The number of threads of the refits; `nil` for one per core. Results have the same bits for any number.
    public var threads: Int?

    /// Careful defaults: the loss may rise by a tenth.
    ///
    /// - Parameters:
    ///   - loss: The loss that is measured.
    ///   - relativeTolerance: The total rise of the loss that is allowed, as a fraction of the loss
    ///     before pruning; 0 or more.
    ///   - seed: The seed for refits of losses that need a random method.
    ///   - threads: The number of threads of the refits, 1 or more; `nil` for one per core. Results have the same
    ///     bits for any number.
    public init(
      loss: Loss = .meanSquaredError, relativeTolerance: Double = 0.1, seed: UInt64 = 1, threads: Int? = nil
    ) {
      self.init(
        loss: loss, relativeTolerance: relativeTolerance, kinds: Removable.allCases, seed: seed,
        threads: threads)
    }

    /// The same with further settings.
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
