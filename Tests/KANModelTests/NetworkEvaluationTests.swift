import KANFormula
import KANNumerics
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANModel

@Suite struct NetworkEvaluationTests {
  /// Shape, intervals, order, base.
  static let cases: [(String, Int, Int, Network.BaseFunction)] = [
    ("1,1", 1, 1, .silu), ("3,2,1", 4, 2, .identity), ("2,1+1,2", 5, 3, .zero), ("4,0+2*3,3,1", 7, 4, .silu),
    ("2,4,2+1*3+1,0+1", 3, 5, .silu),
  ]

  /// The network by its definition: every basis function by the Cox-de Boor recursion, one sample at a time.
  @Test(arguments: cases) func agreesWithTheDefinition(
    shape: String, intervals: Int, order: Int, base: Network.BaseFunction
  ) {
    var random = SeededRandom(seed: 7)
    var network = randomNetwork(shape, intervals: intervals, order: order, base: base, seed: 8)
    for l in network.layers.indices {
      network.layers[l].biases = random.normals(network.layers[l].factorCount)
    }
    network[Network.EdgeAddress(layer: 0, input: 0, sum: 0)] = .symbolic(.sineAndSquare)
    if network.edgeAddresses.count > 3 { network[network.edgeAddresses[2]] = .cut }
    let columns = network.inputs.map { _ in random.uniforms(30, in: -2.5...2.5) }
    let outputs = network(columns)
    let activations = network.activations(columns)
    for s in 0..<30 {
      var x = zip(network.inputs, columns).map { ($1[s] - $0.shift) / $0.scale }
      for (l, layer) in network.layers.enumerated() {
        expectClose(activations.layerInputs[l].map { $0[s] }, x, within: 1e-12)
        let sums = (0..<layer.factorCount).map { j in
          (0..<layer.inputCount).reduce(layer.biases[j]) {
            $0 + definition(layer, input: $1, sum: j, at: x[$1])
          }
        }
        x = Array(sums[..<layer.sumCount]) + layer.productGroups.map { sums[$0].reduce(1, *) }
      }
      expectClose(activations.outputs.map { $0[s] }, x, within: 1e-11)
      expectClose(
        outputs.map { $0[s] }, zip(network.outputs, x).map { $0.scale * $1 + $0.shift }, within: 1e-11)
    }
  }

  private func definition(_ layer: Layer, input i: Int, sum j: Int, at x: Double) -> Double {
    let grid = layer.grids[i]
    switch layer[input: i, sum: j] {
    case .cut: return 0
    case .symbolic: return 2 * sin3(x) + 0.5 * (x - 1) * (x - 1) - 0.25
    case .spline(let edge):
      func curve(_ x: Double) -> Double {
        edge.baseWeight * layer.base.value(at: x)
          + (0..<grid.basisCount).reduce(0) {
            $0 + edge.coefficients[$1] * recursiveBasis(grid, $1, grid.order, x)
          }
      }
      func slope(_ x: Double) -> Double {
        let k = Double(grid.order)
        return edge.baseWeight * layer.base.derivative(at: x)
          + (0..<grid.basisCount).reduce(0) { sum, n in
            let t = grid.knots
            let left = recursiveBasis(grid, n, grid.order - 1, x) / (t[n + grid.order] - t[n])
            let right = recursiveBasis(grid, n + 1, grid.order - 1, x) / (t[n + grid.order + 1] - t[n + 1])
            return sum + edge.coefficients[n] * k * (left - right)
          }
      }
      let end = min(max(x, grid.range.lowerBound), grid.range.upperBound)
      return curve(end) + (x == end ? 0 : slope(end) * (x - end))
    }
  }

  /// The definition of Cox and de Boor, the last inner interval closed on the right.
  private func recursiveBasis(_ grid: KnotGrid, _ n: Int, _ k: Int, _ x: Double) -> Double {
    let t = grid.knots
    if k == 0 {
      let isLast = n == grid.order + grid.intervals - 1
      let isAfter = n == grid.order + grid.intervals
      return (t[n] <= x && x < t[n + 1] && !(isAfter && x == t[n])) || (isLast && x == t[n + 1]) ? 1 : 0
    }
    return (x - t[n]) / (t[n + k] - t[n]) * recursiveBasis(grid, n, k - 1, x)
      + (t[n + k + 1] - x) / (t[n + k + 1] - t[n + 1]) * recursiveBasis(grid, n + 1, k - 1, x)
  }

  @Test func edgeValuesAreWhatTheSumsAreMadeOf() {
    var network = randomNetwork("2,3,1", seed: 9)
    network[Network.EdgeAddress(layer: 0, input: 1, sum: 2)] = .symbolic(.sineAndSquare)
    var random = SeededRandom(seed: 10)
    let columns = [random.normals(20), random.normals(20)]
    let activations = network.activations(columns)
    for (l, layer) in network.layers.enumerated() {
      for j in 0..<layer.factorCount {
        var sum = [Double](repeating: layer.biases[j], count: 20)
        for i in 0..<layer.inputCount {
          let address = Network.EdgeAddress(layer: l, input: i, sum: j)
          let x = activations.layerInputs[l][i]
          for (s, value) in network.edgeValues(at: address, x).enumerated() { sum[s] += value }
          let h = 1e-6
          let up = network.edgeValues(at: address, x.map { $0 + h })
          let down = network.edgeValues(at: address, x.map { $0 - h })
          expectClose(
            network.edgeDerivatives(at: address, x), zip(up, down).map { ($0 - $1) / (2 * h) }, within: 1e-7)
        }
        expectClose(activations.sums[l][j], sum, within: 1e-13)
      }
    }
  }

  @Test func outputsOfAnEmptyTableAreEmpty() {
    #expect(randomNetwork("2,2,2", seed: 1)([[], []]) == [[], []])
  }
}
