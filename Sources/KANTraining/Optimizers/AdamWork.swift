/// Where Adam's vectors are and its steps are taken: on the processor, or on an accelerator.
protocol AdamWork: AnyObject {
  /// One step on a batch, or on all samples.
  func step(_ step: AdamStep, batch: AdamBatch?) -> AdamOutcome
  /// The parameters back to where the last step started.
  func undo()
  /// The present parameters.
  var parameters: [Double] { get }
  /// Their running mean, where one is kept.
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
  /// The share by which the running mean of the parameters moves towards them, where one is kept.
  package let share: Double?
}

/// Some of the samples.
package struct AdamBatch: Sendable {
  /// All samples in the order of an epoch; empty where the objective draws its own.
  package let order: [Int]
  /// The epoch.
  package let epoch: Int
  /// The places in `order` of the samples that are meant.
  package let places: Range<Int>
}

/// What a step of Adam came to.
package enum AdamOutcome: Hashable, Sendable {
  /// Taken, from a place of this value.
  case moved(value: Double)
  /// Nothing was done, since the value is not finite.
  case valueNotFinite(Double)
  /// The parameters stay and the means have started anew, since the gradient is not finite.
  case gradientNotFinite
  /// Vectors and samples are out of reach.
  case failed
}

/// Adam's vectors, one number a parameter.
package struct AdamVectors: Hashable, Sendable {
  package var parameters: [Double]
  /// The running means of the gradient and of its square.
  package var mean: [Double]
  package var square: [Double]
  /// The parameters before the last step.
  package var lastParameters: [Double]
  /// The running mean of the parameters, where one is kept.
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
