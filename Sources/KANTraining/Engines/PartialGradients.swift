/// Tables one after the other whose sum, in order, is a gradient: whoever wants the gradient adds them up as it goes.
struct PartialGradients<Scalar: EngineScalar> {
  let buffer: Buffer<Scalar>
  let tables: Int
  /// How many threads worked on them, and are awake to add them up.
  var threads = 1
}
