/// An optimiser at work on one problem, one step at a time.
///
/// Whoever runs it need not know which one it is: what differs between optimisers, such as how often a look at the losses
/// pays, is asked here. A new optimiser conforms, gets a case of `SolverState`, and one of `Optimizer` that makes it.
protocol Solver {
  /// One step, or the reason why there is none.
  mutating func step() -> StepOutcome

  /// The present parameters, or their running mean where one is kept.
  var parameters: [Double] { get }

  /// What progress reports show: the value at the present parameters, or that of the last batch before its step; NaN
  /// before the first batch.
  var shownValue: Double { get }

  /// Whether that is the value of a batch rather than of all samples.
  var showsBatch: Bool { get }

  /// The value for the record of a look at the losses.
  ///
  /// - Parameters:
  ///   - parameters: The present ones, which the caller has at hand.
  ///   - isExact: Whether it must be that of all samples at `parameters`. Otherwise optimisers that work on batches give
  ///     the mean of these since the look before, each before its step, which costs nothing.
  mutating func valueAtLook(_ parameters: [Double], isExact: Bool) -> Double

  /// Steps between two looks at the losses.
  var lookInterval: Int { get }

  /// Steps or trial steps undone because they left the real numbers.
  var rollbacks: Int { get }

  /// All that the next step depends on besides the problem, for a checkpoint. O(number of parameters).
  var snapshot: SolverState { get }
}

/// Optimisers that go through all samples at each step and so know the value where they stand.
protocol FullBatchSolver: Solver {
  /// The value at the present parameters.
  var value: Double { get }
}

extension FullBatchSolver {
  var shownValue: Double { value }
  var showsBatch: Bool { false }
  var lookInterval: Int { 1 }

  mutating func valueAtLook(_ parameters: [Double], isExact: Bool) -> Double { value }
}
