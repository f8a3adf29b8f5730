/// Everything besides the objective on which the next step of Levenberg-Marquardt depends.
struct LeastSquaresState: Hashable, Sendable, Codable {
  var parameters: [Double]
  /// F at `parameters`.
  var meanSquare: Double
  /// λ of the next step, and the factor by which it grows if that step is rejected.
  var damping: Double
  var growth = 2.0
  /// Accepted steps so far.
  var steps = 0
  /// Steps whose relative decrease was below the tolerance, in a row.
  var stalls = 0
  /// Trial steps rejected because their value was not finite.
  var rollbacks = 0
}
