/// An optimiser at work on one problem, one step at a time.
///
/// Its caller need not know which one it is: differences between optimisers, such as how often evaluating the losses is worthwhile,
/// are part of the protocol. A new optimiser conforms, and gets a case of `SolverState` and one of `Optimizer` that makes it.
protocol Solver {
  /// One step, or the reason why there is none.
  mutating func step() -> StepOutcome

  /// The present parameters, or their running mean if one is kept.
  var parameters: [Double] { get }

  /// The value for progress reports: that at the present parameters, or that of the last batch before its step; NaN before the
  /// first batch.
  var shownValue: Double { get }

  /// Whether it is the value of a batch and not of all samples.
  var showsBatch: Bool { get }

  /// The value for the record of an evaluation.
  ///
  /// - Parameters:
  ///   - parameters: The present parameters, which the caller already has.
  ///   - isExact: Whether it must be that of all samples at `parameters`. Otherwise optimisers that work on batches give the mean
  ///     over the batches since the last evaluation, each before its step, which costs nothing.
  mutating func valueAtLook(_ parameters: [Double], isExact: Bool) -> Double

  /// The number of steps between two evaluations of the losses.
  var lookInterval: Int { get }

  /// Steps or trial steps undone because they gave values that are not finite.
  var rollbacks: Int { get }

  /// Everything besides the problem on which the next step depends, for a checkpoint. O(number of parameters).
  var snapshot: SolverState { get }
}

/// Optimisers that use all samples at each step and therefore know the value at the present parameters.
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
