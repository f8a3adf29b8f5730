import KANData
import KANModel
import KANTraining

extension LevenbergMarquardt {
  /// `fit(_:to:)` within a budget.
  package func fit(_ network: Network, to data: Dataset, budget: WorkBudget) -> (
    network: Network, meanSquare: Double, steps: Int
  ) {
    let cost = Self.work(of: network, rows: data.count)
    return fit(network, to: data) {
      budget.spend(cost)
      return budget.isExhausted
    }
  }

  /// The approximate work of one step: N·q² for the normal equations of N rows, each affected by q parameters, and p³/3 to solve
  /// for all p; a rejected attempt costs a forward pass and is not counted.
  private static func work(of network: Network, rows: Int) -> Int {
    let p = network.parameterCount
    let met = network.layers.reduce(0) { sum, layer in
      sum
        + layer.edges.indices.reduce(0) { count, n in
          switch layer.edges[n] {
          case .spline: count + layer.grids[n % layer.inputCount].order + 1
          case .symbolic(let edge): count + edge.freeConstantCount
          case .cut: count
          }
        }
    }
    let q = min(p, met)
    return rows * (q * q + 10 * q) + p * p * p / 3
  }
}
