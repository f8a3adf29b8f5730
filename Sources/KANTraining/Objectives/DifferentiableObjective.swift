/// A function of a flat parameter vector with its gradient: all that an optimiser knows of a problem.
protocol DifferentiableObjective: AnyObject {
  /// The number of parameters.
  var parameterCount: Int { get }
  /// The number of samples the objective is a mean over; 1 where there are none.
  var sampleCount: Int { get }

  /// The value at `parameters`; NaN or infinity where the model cannot be evaluated.
  func value(at parameters: [Double]) -> Double

  /// The value at `parameters`; overwrites `gradient`.
  func value(at parameters: [Double], gradient: inout [Double]) -> Double

  /// An estimate of value and gradient from the samples `rows` alone.
  func value(at parameters: [Double], gradient: inout [Double], rows: ArraySlice<Int>) -> Double

  /// Whether a part of the objective has a proximal map instead of a gradient.
  var hasProximalPart: Bool { get }

  /// Applies that map; `steps` are the step lengths of the single parameters.
  func applyProximalStep(_ parameters: inout [Double], steps: [Double])
}

extension DifferentiableObjective {
  var sampleCount: Int { 1 }

  func value(at parameters: [Double], gradient: inout [Double], rows: ArraySlice<Int>) -> Double {
    value(at: parameters, gradient: &gradient)
  }

  var hasProximalPart: Bool { false }

  func applyProximalStep(_ parameters: inout [Double], steps: [Double]) {}
}
