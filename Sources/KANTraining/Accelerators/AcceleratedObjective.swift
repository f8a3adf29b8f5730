/// The objective of a network on an accelerator. If it fails, the processor takes over, except for steps of Adam, whose vectors are
/// lost with it.
final class AcceleratedObjective: TrainableObjective {
  private let accelerator: any Accelerator
  /// `nil` once it has failed.
  private var problem: (any AcceleratedProblem)?
  /// The same on the processor.
  private lazy var substitute: any TrainableObjective = makeSubstitute()
  private let makeSubstitute: () -> any TrainableObjective

  let parameterCount: Int
  let sampleCount: Int

  /// - Parameters:
  ///   - accelerator: The accelerator that holds `problem`.
  ///   - problem: Network and table.
  ///   - parameterCount: The number of parameters of the network.
  ///   - sampleCount: The rows of the table.
  ///   - substitute: Makes the objective of the same network and table on the processor.
  init(
    _ accelerator: any Accelerator, _ problem: any AcceleratedProblem, parameterCount: Int, sampleCount: Int,
    substitute: @escaping () -> any TrainableObjective
  ) {
    (self.accelerator, self.problem, makeSubstitute) = (accelerator, problem, substitute)
    (self.parameterCount, self.sampleCount) = (parameterCount, sampleCount)
  }

  /// The result of `work` on the accelerator; `nil` if that has failed, now or before.
  func attempt<Result>(_ work: (any AcceleratedProblem) throws -> Result) -> Result? {
    guard let problem else { return nil }
    do {
      return try work(problem)
    } catch {
      accelerator.note(error)
      self.problem = nil
      return nil
    }
  }

  func value(at parameters: [Double]) -> Double {
    attempt { try $0.value(at: parameters, penalises: true) } ?? substitute.value(at: parameters)
  }

  func value(at parameters: [Double], gradient: inout [Double]) -> Double {
    guard let result = attempt({ try $0.gradient(at: parameters) }) else {
      return substitute.value(at: parameters, gradient: &gradient)
    }
    gradient = result.gradient
    return result.value
  }

  func dataLoss(at parameters: [Double]) -> Double {
    attempt { try $0.value(at: parameters, penalises: false) } ?? substitute.dataLoss(at: parameters)
  }

  func lossAndOutputs(at parameters: [Double]) -> (loss: Double, outputs: [[Double]]) {
    attempt { try $0.lossAndOutputs(at: parameters) } ?? substitute.lossAndOutputs(at: parameters)
  }
}

extension AcceleratedObjective: AdamHost {
  func adam(from state: AdamState) -> any AdamWork { AcceleratedAdam(self, from: state) }
}
