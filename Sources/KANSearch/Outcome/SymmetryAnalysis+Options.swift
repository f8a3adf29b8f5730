extension SymmetryAnalysis {
  /// The options of a search for symmetries.
  public struct Options: Sendable, Hashable {
    /// The work that the search may do.
    public var effort: Discovery.Options.Effort
    /// The seed of all random numbers; equal seeds give equal symmetries.
    public var seed: UInt64
    /// The number of threads, 1 or more; `nil` for one per core. Results do not depend on it.
    public var threads: Int?
    /// A relative error on validation rows that suffices for a network with a symmetry built in, however much better the one
    /// without it is; 0 for none. For data with a known error, and for networks that deviate from their law.
    public var tolerance: Double

    /// The defaults: normal effort, seed 1, one thread per core, no tolerance.
    ///
    /// - Parameters:
    ///   - effort: The work that the search may do.
    ///   - seed: The seed of all random numbers; equal seeds give equal symmetries.
    ///   - threads: The number of threads, 1 or more; `nil` for one per core. Results do not depend on it.
    ///   - tolerance: A relative error on validation rows that suffices for a network with a symmetry
    ///     built in, 0 or more.
    public init(
      effort: Discovery.Options.Effort = .normal, seed: UInt64 = 1, threads: Int? = nil, tolerance: Double = 0
    ) {
      self.effort = effort
      self.seed = seed
      self.threads = threads
      self.tolerance = tolerance
    }
  }
}
