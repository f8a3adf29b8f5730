/// All that the next step of L-BFGS depends on besides the objective.
struct LBFGSState: Hashable, Sendable, Codable {
  /// One remembered step s = Δθ with y = Δg.
  struct Pair: Hashable, Sendable, Codable {
    var s: [Double]
    var y: [Double]
  }

  var parameters: [Double]
  var value: Double
  var gradient: [Double]
  var pairs: [Pair] = []
  var steps = 0
  var stalls = 0
  var rollbacks = 0
}
