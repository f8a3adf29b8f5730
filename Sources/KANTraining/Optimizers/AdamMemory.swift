import Synchronization

/// Adam's vectors: the present and the previous parameters, and the means. A step goes from one vector to another, so that undoing
/// it costs nothing and taking it allocates nothing; a third vector takes a step whose gradient may turn out not to be finite.
final class AdamMemory<Scalar: EngineScalar> {
  private(set) var here: Buffer<Scalar>
  private var before: Buffer<Scalar>
  private var next: Buffer<Scalar>
  let means: AdamMeans<Scalar>
  /// The running mean of the parameters, if one is kept.
  private let average: Buffer<Scalar>?
  private let load: (UnsafePointer<Scalar>) -> [Double]
  /// The size of the pieces of parameters that are divided among threads; a thread with only a few pieces would not be worthwhile.
  private static var pieceSize: Int { 2048 }
  private static var leastPieces: Int { 4 }

  init<Objective: DifferentiableObjective>(_ objective: Objective, _ state: AdamState)
  where Objective.Scalar == Scalar {
    let count = objective.storageCount
    func stored(_ vector: [Double]) -> Buffer<Scalar> {
      let buffer = Buffer<Scalar>(count: count, repeating: 0)
      objective.store(vector, into: buffer.pointer)
      return buffer
    }
    (here, before) = (stored(state.parameters), stored(state.lastParameters))
    next = Buffer(count: count, repeating: 0)
    means = AdamMeans(count: count)
    objective.store(state.mean, into: means.gradient.pointer)
    objective.store(state.square, into: means.square.pointer)
    average = state.average.map(stored)
    load = { [unowned objective] in objective.load($0) }
  }

  /// θ ← θ − rate·m̂/(√v̂ + ε); `rate` and `epsilon` carry the bias corrections.
  ///
  /// - Returns: False if the gradient is not finite; θ is then kept, and the means start anew.
  func move(
    rate: Double, _ options: Optimizer.Adam, epsilon: Double, gradient: PartialGradients<Scalar>
  ) -> Bool {
    let isFinite = Atomic<Bool>(true)
    let pieces = (here.count + Self.pieceSize - 1) / Self.pieceSize
    TileSchedule(
      tiles: pieces, chunks: min(gradient.threads, pieces / Self.leastPieces), threads: gradient.threads
    ).run { _, _, range in
      let own = range.lowerBound * Self.pieceSize..<min(here.count, range.upperBound * Self.pieceSize)
      if !Scalar.adam(
        own, rate: rate, memory: (options.beta1, options.beta2), epsilon: epsilon, gradient: gradient,
        means: (means.gradient, means.square), from: here, to: next)
      {
        isFinite.store(false, ordering: .relaxed)
      }
    }
    guard isFinite.load(ordering: .relaxed) else {
      means.clear()
      return false
    }
    (here, before, next) = (next, here, before)
    return true
  }

  /// θ ← θ − rate·λ·θ₀, with θ₀ at the start of the step.
  func decay(rate: Double, strength: Double) {
    Scalar.addScaled(here.count, Scalar(-rate * strength), before.pointer, here.pointer)
  }

  /// Moves the running mean towards the parameters by a share of the distance.
  @_specialize(where Scalar == Float) @_specialize(where Scalar == Double)
  func average(share: Double) {
    guard let average else { return }
    let (share, mean, own) = (Scalar(share), average.pointer, here.pointer)
    for n in 0..<average.count { mean[n] += share * (own[n] - mean[n]) }
  }

  /// Resets the parameters to the start of the last step; the means are kept.
  func undo() { here.pointer.update(from: before.pointer, count: here.count) }

  /// The present parameters.
  var parameters: [Double] { load(here.pointer) }
  /// Their running mean, if one is kept.
  var averagedParameters: [Double]? { average.map { load($0.pointer) } }

  /// Copies all vectors.
  func write(into state: inout AdamState) {
    state.parameters = parameters
    state.mean = load(means.gradient.pointer)
    state.square = load(means.square.pointer)
    state.lastParameters = load(before.pointer)
    state.average = averagedParameters
  }
}
