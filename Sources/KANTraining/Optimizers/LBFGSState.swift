/// Everything besides the objective on which the next step of L-BFGS depends.
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
