/// The place where Adam's vectors are kept and its steps are taken: the processor or an accelerator.
protocol AdamWork: AnyObject {
  /// One step on a batch, or on all samples.
  func step(_ step: AdamStep, batch: AdamBatch?) -> AdamOutcome
  /// Resets the parameters to the start of the last step.
  func undo()
  /// The present parameters.
  var parameters: [Double] { get }
  /// Their running mean, if one is kept.
  var averagedParameters: [Double]? { get }
  /// Copies all vectors.
  func write(into state: inout AdamState)
}

/// The numbers of one step of Adam.
package struct AdamStep: Sendable {
  /// The settings, of which a step needs the memories, ε and the weight decay.
  package let options: Optimizer.Adam
  /// The step length.
  package let rate: Double
  /// 1 − β₁ⁿ and 1 − β₂ⁿ.
  package let corrections: (gradient: Double, square: Double)
  /// The share by which the running mean of the parameters moves towards them, if one is kept.
  package let share: Double?
}

/// Some of the samples.
package struct AdamBatch: Sendable {
  /// All samples in the order of an epoch; empty if the objective draws its own.
  package let order: [Int]
  /// The epoch.
  package let epoch: Int
  /// The positions of these samples in `order`.
  package let places: Range<Int>
}

/// The result of a step of Adam.
package enum AdamOutcome: Hashable, Sendable {
  /// The step was taken, from parameters with this value.
  case moved(value: Double)
  /// Nothing was done, since the value is not finite.
  case valueNotFinite(Double)
  /// The parameters stay and the means have started anew, since the gradient is not finite.
  case gradientNotFinite
  /// Vectors and samples are no longer accessible.
  case failed
}

/// Adam's vectors, one number per parameter.
package struct AdamVectors: Hashable, Sendable {
  package var parameters: [Double]
  /// The running means of the gradient and of its square.
  package var mean: [Double]
  package var square: [Double]
  /// The parameters before the last step.
  package var lastParameters: [Double]
  /// The running mean of the parameters, if one is kept.
  package var average: [Double]?

  /// Vectors from their parts.
  package init(
    parameters: [Double], mean: [Double], square: [Double], lastParameters: [Double], average: [Double]?
  ) {
    (self.parameters, self.mean, self.square) = (parameters, mean, square)
    (self.lastParameters, self.average) = (lastParameters, average)
  }

  init(_ state: AdamState) {
    self.init(
      parameters: state.parameters, mean: state.mean, square: state.square,
      lastParameters: state.lastParameters, average: state.average)
  }

  func write(into state: inout AdamState) {
    (state.parameters, state.mean, state.square) = (parameters, mean, square)
    (state.lastParameters, state.average) = (lastParameters, average)
  }
}
