/// Consecutive tables whose sum, in order, is a gradient: its user adds them up while reading.
struct PartialGradients<Scalar: EngineScalar> {
  let buffer: Buffer<Scalar>
  let tables: Int
  /// The number of threads that worked on them and are awake to add them up.
  var threads = 1
}
