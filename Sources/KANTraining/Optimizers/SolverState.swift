/// The state of an optimiser in a checkpoint, including which optimiser it is.
enum SolverState: Hashable, Sendable, Codable {
  case adam(AdamState)
  case lbfgs(LBFGSState)
  case leastSquares(LeastSquaresState)

  /// Vectors that have one number per parameter, all finite, if the state is not damaged.
  var vectors: [[Double]] {
    switch self {
    case .adam(let own): own.vectors
    case .lbfgs(let own): [own.parameters, own.gradient] + own.pairs.flatMap { [$0.s, $0.y] }
    case .leastSquares(let own): [own.parameters]
    }
  }

  /// Whether the position among the batches is possible for a table of `samples` rows.
  func fits(samples: Int) -> Bool {
    guard case .adam(let own) = self else { return true }
    return own.epoch >= 0 && own.steps >= 0 && (0...own.steps).contains(own.meansStart ?? 0)
      && (0..<samples).contains(own.position)
  }
}
