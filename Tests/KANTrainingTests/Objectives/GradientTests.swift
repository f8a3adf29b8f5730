import KANData
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct GradientTests {
  static let losses: [Loss] = [
    .meanSquaredError, .meanAbsoluteError, .huber(delta: 0.7), .binaryCrossEntropy, .clippedSquaredError,
    .crossEntropy,
  ]
  static let penalties: [TrainingOptions.Penalty] = [.none, .sparsity(strength: 0.3), .ridge(strength: 0.05)]

  @Test(
    "gradients agree with central differences for every loss and kind of edge and node",
    arguments: SampleNetworks.Kind.allCases, losses)
  func agreesWithDifferences(kind: SampleNetworks.Kind, loss: Loss) {
    for penalty in Self.penalties {
      for weighted in [false, true] {
        var network = SampleNetworks.make(kind, outputs: loss == .crossEntropy ? 3 : 2)
        if !loss.scalesTargets { network = network.withLogits }
        let data = SampleNetworks.table(
          for: network, rows: 37,
          loss: loss == .crossEntropy ? .classes : loss.scalesTargets ? .numbers : .labels,
          weighted: weighted)
        let objective = NetworkObjective<Double>(
          network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: loss,
          penalty: penalty, threads: 1)
        expectGradient(
          objective, at: objective.engine.plan.parameters(of: network),
          "\(kind) \(loss) \(penalty) \(weighted)")
      }
    }
  }

  @Test(
    "the normal equations hold the gradient and a positive matrix", arguments: SampleNetworks.Kind.allCases)
  func normalEquations(kind: SampleNetworks.Kind) {
    for weighted in [false, true] {
      let network = SampleNetworks.make(kind, outputs: 2)
      let data = SampleNetworks.table(for: network, rows: 141, weighted: weighted)
      let objective = NetworkObjective<Double>(
        network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: .meanSquaredError,
        penalty: .none, threads: 1)
      let squares = NetworkLeastSquares(
        network, inputs: data.inputs, targets: data.targets, weights: data.weights, threads: 1)
      let parameters = squares.parameters(of: network)
      var gradient = [Double](repeating: 0, count: parameters.count)
      let value = objective.value(at: parameters, gradient: &gradient)
      #expect(isClose(value, squares.meanSquare(at: parameters), within: 1e-12))
      let equations = NormalEquations(size: parameters.count)
      squares.linearise(at: parameters, into: equations)
      expectClose(
        parameters.indices.map { 2 * equations.gradient($0) }, gradient, within: 1e-11, kind.rawValue)
      #expect(weighted || parameters.indices.allSatisfy { equations[$0, $0] >= 0 })
    }
  }

  @Test(
    "sparse rows give the normal equations that dense ones give", arguments: SampleNetworks.Kind.allCases)
  func sparseRows(kind: SampleNetworks.Kind) {
    for weighted in [false, true] {
      let network = SampleNetworks.make(kind, outputs: 2)
      let data = SampleNetworks.table(for: network, rows: 141, weighted: weighted)
      let matrices = [false, true].map { sparse in
        let squares = NetworkLeastSquares(
          network, inputs: data.inputs, targets: data.targets, weights: data.weights, threads: 1,
          sparse: sparse)
        let equations = NormalEquations(size: squares.parameterCount)
        squares.linearise(at: squares.parameters(of: network), into: equations)
        return (0..<equations.size).flatMap { row in
          (row...equations.size).map { equations[row, $0] }
        }
      }
      expectClose(matrices[1], matrices[0], within: 1e-12, kind.rawValue)
    }
  }

  @Test(
    "curvature along a step is Jᵀ times the second difference of the outputs",
    arguments: SampleNetworks.Kind.allCases)
  func curvature(kind: SampleNetworks.Kind) throws {
    let network = SampleNetworks.make(kind, outputs: 2)
    let data = SampleNetworks.table(for: network, rows: 141, weighted: true)
    let squares = NetworkLeastSquares(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, threads: 2)
    let parameters = squares.parameters(of: network)
    var random = SeededRandom(seed: 4)
    let step = random.uniforms(parameters.count, in: -0.1...0.1)
    let columns = [-0.1, 0, 0.1].map { reach in
      squares.network(network, with: zip(parameters, step).map { $0 + reach * $1 }).predictions(data.inputs)
    }
    // Targets whose residual is the second difference: the gradient then is Jᵀ times it.
    let targets: [[Double]] = columns[1].indices.map { (j: Int) -> [Double] in
      let (before, here, after) = (columns[0][j], columns[1][j], columns[2][j])
      return here.indices.map { (s: Int) -> Double in
        let second = (after[s] - 2 * here[s] + before[s]) / 0.01
        return here[s] - second
      }
    }
    let bent = NetworkLeastSquares(
      network, inputs: data.inputs, targets: targets, weights: data.weights, threads: 1)
    let equations = NormalEquations(size: parameters.count)
    bent.linearise(at: parameters, into: equations)
    let curvature = try #require(squares.curvature(at: parameters, along: step))
    expectClose(curvature, parameters.indices.map { equations.gradient($0) }, within: 1e-9, kind.rawValue)
  }

  @Test("a batch of all rows in any order has the value and gradient of the whole")
  func batches() {
    let network = SampleNetworks.make(.mixedDeep)
    let data = SampleNetworks.table(for: network, rows: 300, weighted: true)
    let objective = NetworkObjective<Double>(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: .meanSquaredError,
      penalty: .none, batchSize: 60, threads: 2)
    let parameters = objective.engine.plan.parameters(of: network)
    var whole = [Double](repeating: 0, count: parameters.count)
    let value = objective.value(at: parameters, gradient: &whole)
    var (sum, sumValue) = (whole.map { _ in 0.0 }, 0.0)
    let rows = Array((0..<300).reversed())
    for part in stride(from: 0, to: 300, by: 60) {
      let own = Buffer(count: objective.storageCount, repeating: 0.0)
      objective.store(parameters, into: own.pointer)
      let batch = objective.batchGradient(at: own.pointer, rows: rows[part..<part + 60])
      sumValue += batch.value / 5
      for table in 0..<batch.gradient.tables {
        let gradient = objective.load(batch.gradient.buffer.pointer + table * objective.storageCount)
        for n in sum.indices { sum[n] += gradient[n] / 5 }
      }
    }
    #expect(isClose(value, sumValue, within: 1e-12))
    expectClose(sum, whole, within: 1e-11)
  }

  @Test("Float and Double gradients agree to single precision", arguments: SampleNetworks.Kind.allCases)
  func singlePrecision(kind: SampleNetworks.Kind) {
    let network = SampleNetworks.make(kind)
    let data = SampleNetworks.table(for: network, rows: 200)
    let double = NetworkObjective<Double>(
      network, inputs: data.inputs, targets: data.targets, weights: nil, loss: .meanSquaredError,
      penalty: .none, threads: 1)
    let single = NetworkObjective<Float>(
      network, inputs: data.inputs, targets: data.targets, weights: nil, loss: .meanSquaredError,
      penalty: .none, threads: 1)
    let parameters = double.engine.plan.parameters(of: network)
    var (a, b) = (
      [Double](repeating: 0, count: parameters.count), [Double](repeating: 0, count: parameters.count)
    )
    let value = double.value(at: parameters, gradient: &a)
    #expect(isClose(single.value(at: parameters, gradient: &b), value, within: 1e-4))
    let largest = a.reduce(1) { max($0, abs($1)) }
    expectClose(b.map { $0 / largest }, a.map { $0 / largest }, within: 2e-4)
  }

  @Test("one thread and two give the same bits", arguments: SampleNetworks.Kind.allCases)
  func threads(kind: SampleNetworks.Kind) {
    let network = SampleNetworks.make(kind)
    let data = SampleNetworks.table(for: network, rows: 3001)
    var results: [[Double]] = []
    for threads in [1, 2, 3] {
      let objective = NetworkObjective<Double>(
        network, inputs: data.inputs, targets: data.targets, weights: nil, loss: .meanSquaredError,
        penalty: .sparsity(strength: 0.1), threads: threads)
      let parameters = objective.engine.plan.parameters(of: network)
      var gradient = [Double](repeating: 0, count: parameters.count)
      let value = objective.value(at: parameters, gradient: &gradient)
      let squares = NetworkLeastSquares(
        network, inputs: data.inputs, targets: data.targets, weights: nil, threads: threads)
      let equations = NormalEquations(size: parameters.count)
      squares.linearise(at: parameters, into: equations)
      results.append(
        [value, squares.meanSquare(at: parameters)] + gradient
          + (0..<parameters.count).flatMap { q in (q..<parameters.count).map { equations[q, $0] } })
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test("the proximal step of group lasso is the minimum of its definition")
  func groupLasso() {
    let network = SampleNetworks.make(.splines)
    let plan = NetworkPlan(network)
    let lasso = GroupLasso(plan, strength: 0.1)
    let start = plan.parameters(of: network)
    func definition(_ p: [Double]) -> Double {
      0.5 * zip(p, start).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } + 0.5 * lasso.value(p)
    }
    var best = start
    lasso.shrink(&best, steps: start.map { _ in 0.5 })
    for n in best.indices {
      for nudge in [-1e-4, 1e-4] {
        var other = best
        other[n] += nudge
        #expect(definition(other) >= definition(best))
      }
    }
    lasso.shrink(&best, steps: start.map { _ in 1e3 })
    #expect(lasso.value(best) == 0)
  }
}

/// Compares the gradient with central differences in every direction.
func expectGradient(_ objective: some DifferentiableObjective, at parameters: [Double], _ comment: String) {
  var gradient = [Double](repeating: .nan, count: parameters.count)
  let value = objective.value(at: parameters, gradient: &gradient)
  #expect(isClose(value, objective.value(at: parameters), within: 1e-13))
  let step = 1e-6
  let differences = parameters.indices.map { n in
    var (up, down) = (parameters, parameters)
    up[n] += step
    down[n] -= step
    return (objective.value(at: up) - objective.value(at: down)) / (2 * step)
  }
  // Truncation is of order 1e-12, rounding of order 1e-16/1e-6.
  expectClose(gradient, differences, within: 2e-7, comment)
}
