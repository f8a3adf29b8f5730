extension SymmetryAnalysis {
  /// How symmetries are looked for.
  public struct Options: Sendable, Hashable {
    /// How much work the search may do.
    public var effort: Discovery.Options.Effort
    /// The seed of all that is random; equal seeds give equal symmetries.
    public var seed: UInt64
    /// The number of threads; `nil` for one a core. Results do not depend on it.
    public var threads: Int?
    /// An error on kept-back rows, as a share of the target's spread, that is good enough for a network with a symmetry built in, however
    /// much better the one without is; 0 for none. For data with a known error, and for networks that are off their law.
    public var tolerance: Double

    /// The defaults: normal effort, seed 1, one thread a core, no tolerance.
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
