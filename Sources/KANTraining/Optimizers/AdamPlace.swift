/// Where Adam stands: parameters and the running means of the gradient and of its square, in the layout of the
/// objective.
struct AdamPlace<Scalar: EngineScalar>: Sendable {
  let parameters: Buffer<Scalar>
  let mean: Buffer<Scalar>
  let square: Buffer<Scalar>

  init(count: Int) {
    parameters = Buffer(count: count, repeating: 0)
    mean = Buffer(count: count, repeating: 0)
    square = Buffer(count: count, repeating: 0)
  }

  /// Takes over another place.
  func copy(_ other: AdamPlace) {
    parameters.pointer.update(from: other.parameters.pointer, count: parameters.count)
    mean.pointer.update(from: other.mean.pointer, count: mean.count)
    square.pointer.update(from: other.square.pointer, count: square.count)
  }
}

/// Adam's vectors: where it stands, where it stood before, and the gradient. A step goes from one place to the
/// other, so that undoing it costs nothing and taking it allocates nothing.
final class AdamMemory<Scalar: EngineScalar>: AdamVectors {
  private(set) var here: AdamPlace<Scalar>
  private(set) var before: AdamPlace<Scalar>
  let gradient: Buffer<Scalar>
  /// The running mean of the parameters, where one is kept.
  private let average: Buffer<Scalar>?
  private let load: (UnsafePointer<Scalar>) -> [Double]

  init<Objective: DifferentiableObjective>(_ objective: Objective, _ state: AdamSolver.State)
  where Objective.Scalar == Scalar {
    let count = objective.storageCount
    (here, before) = (AdamPlace(count: count), AdamPlace(count: count))
    gradient = Buffer(count: count, repeating: 0)
    average = state.average.map { average in
      let buffer = Buffer<Scalar>(count: count, repeating: 0)
      objective.store(average, into: buffer.pointer)
      return buffer
    }
    load = { [unowned objective] in objective.load($0) }
    objective.store(state.parameters, into: here.parameters.pointer)
    objective.store(state.mean, into: here.mean.pointer)
    objective.store(state.square, into: here.square.pointer)
    objective.store(state.lastParameters, into: before.parameters.pointer)
    objective.store(state.lastMean, into: before.mean.pointer)
    objective.store(state.lastSquare, into: before.square.pointer)
  }

  /// θ ← θ − rate·m̂/(√v̂ + ε); `rate` and `epsilon` carry the bias corrections.
  func move(rate: Double, _ options: AdamOptions, epsilon: Double) {
    Scalar.adam(rate: rate, options, epsilon: epsilon, gradient: gradient.pointer, from: here, to: before)
    swap(&here, &before)
  }

  /// θ ← θ − rate·λ·θ₀, with θ₀ where the step began.
  func decay(rate: Double, strength: Double) {
    Scalar.addScaled(
      here.parameters.count, Scalar(-rate * strength), before.parameters.pointer, here.parameters.pointer)
  }

  /// Moves the running mean towards the parameters by a share of the distance.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func average(share: Double) {
    guard let average else { return }
    let (share, mean, own) = (Scalar(share), average.pointer, here.parameters.pointer)
    for n in 0..<average.count { mean[n] += share * (own[n] - mean[n]) }
  }

  /// Back to where the last step started.
  func undo() { here.copy(before) }

  var parameters: [Double] { load(here.parameters.pointer) }
  var averagedParameters: [Double]? { average.map { load($0.pointer) } }

  func write(into state: inout AdamSolver.State) {
    state.parameters = parameters
    state.mean = load(here.mean.pointer)
    state.square = load(here.square.pointer)
    state.lastParameters = load(before.parameters.pointer)
    state.lastMean = load(before.mean.pointer)
    state.lastSquare = load(before.square.pointer)
    state.average = averagedParameters
  }
}

/// Adam's vectors, whatever their scalar.
protocol AdamVectors: AnyObject {
  /// The present parameters.
  var parameters: [Double] { get }
  /// Their running mean, where one is kept.
  var averagedParameters: [Double]? { get }
  /// Copies all vectors.
  func write(into state: inout AdamSolver.State)
}
