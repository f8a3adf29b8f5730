/// Adam's running means of the gradient and of its square, in the layout of the objective.
struct AdamMeans<Scalar: EngineScalar>: Sendable {
  let gradient: Buffer<Scalar>
  let square: Buffer<Scalar>

  init(count: Int) {
    gradient = Buffer(count: count, repeating: 0)
    square = Buffer(count: count, repeating: 0)
  }

  /// Resets the means.
  func clear() {
    gradient.clear()
    square.clear()
  }
}
