/// All that the next step of Levenberg-Marquardt depends on besides the objective.
struct LeastSquaresState: Hashable, Sendable, Codable {
  var parameters: [Double]
  /// F at `parameters`.
  var meanSquare: Double
  /// λ of the next step, and what it grows by where that step is refused.
  var damping: Double
  var growth = 2.0
  /// Accepted steps so far.
  var steps = 0
  /// Steps whose relative decrease was below the tolerance, in a row.
  var stalls = 0
  /// Trial steps refused for a value that was not finite.
  var rollbacks = 0
}
