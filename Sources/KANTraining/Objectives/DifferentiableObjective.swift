/// A function of a flat parameter vector with its gradient: all that an optimiser needs of a problem.
protocol DifferentiableObjective: AnyObject {
  /// The scalar of the objective's own vectors, on which Adam works without conversion.
  associatedtype Scalar: EngineScalar = Double

  /// The number of parameters.
  var parameterCount: Int { get }
  /// The number of samples over which the objective is a mean; 1 if there are none.
  var sampleCount: Int { get }

  /// The value at `parameters`; NaN or infinity where the model cannot be evaluated.
  func value(at parameters: [Double]) -> Double

  /// The value at `parameters`; overwrites `gradient`.
  func value(at parameters: [Double], gradient: inout [Double]) -> Double

  /// The length of the objective's own vectors, which may hold more than the parameters.
  var storageCount: Int { get }
  /// Copies parameters, or other vectors with one number per parameter, to their positions in the objective's own vector.
  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Scalar>)
  /// The parameters from the objective's own vector.
  func load(_ storage: UnsafePointer<Scalar>) -> [Double]
  /// An estimate of value and gradient from the samples `rows` alone (all if `nil`), on the objective's own vectors; the gradient
  /// is valid until the next call.
  func batchGradient(at parameters: UnsafePointer<Scalar>, rows: ArraySlice<Int>?) -> (
    value: Double, gradient: PartialGradients<Scalar>
  )

  /// Whether a part of the objective has a proximal map instead of a gradient.
  var hasProximalPart: Bool { get }

  /// Applies that map; `steps` are the step lengths of the individual parameters.
  func applyProximalStep(_ parameters: inout [Double], steps: [Double])
}

extension DifferentiableObjective {
  var sampleCount: Int { 1 }

  var hasProximalPart: Bool { false }

  func applyProximalStep(_ parameters: inout [Double], steps: [Double]) {}
}

/// Objectives without vectors of their own.
extension DifferentiableObjective where Scalar == Double {
  var storageCount: Int { parameterCount }

  func store(_ parameters: [Double], into storage: UnsafeMutablePointer<Double>) {
    storage.update(from: parameters, count: parameters.count)
  }

  func load(_ storage: UnsafePointer<Double>) -> [Double] {
    Array(UnsafeBufferPointer(start: storage, count: parameterCount))
  }

  func batchGradient(at parameters: UnsafePointer<Double>, rows: ArraySlice<Int>?) -> (
    value: Double, gradient: PartialGradients<Double>
  ) {
    var own = [Double](repeating: 0, count: parameterCount)
    let value = value(at: load(parameters), gradient: &own)
    return (value, PartialGradients(buffer: Buffer(own, padding: 0), tables: 1))
  }
}
