import KANData
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

/// What every loss must do; a new one joins the list.
@Suite struct LossTests {
  static let all: [Loss] = [
    .meanSquaredError, .meanAbsoluteError, .huber(delta: 0.7), .binaryCrossEntropy, .clippedSquaredError,
    .crossEntropy,
  ]
  static let pointwise = all.filter { $0.target != .classIndices }

  @Test(arguments: pointwise)
  func theSlopeIsTheDerivative(loss: Loss) {
    let t = loss.target == .numbers ? 0.3 : 1.0
    // Away from 0, 1 and the target, where some of them have a kink.
    for y in [-3.1, -0.45, 0.15, 0.62, 1.7] {
      let step = 1e-6
      let (above, below) = (loss.point(y + step, target: t).value, loss.point(y - step, target: t).value)
      // Second order in the step, and rounding over it.
      #expect(abs((above - below) / (2 * step) - loss.point(y, target: t).slope) < 1e-9, "at \(y)")
    }
  }

  @Test(arguments: pointwise)
  func whatIsNotANumberStaysNone(loss: Loss) {
    let (value, slope) = loss.point(.nan, target: 1)
    #expect((value.isNaN || loss == .clippedSquaredError) && slope.isNaN)
  }

  private func table(_ loss: Loss, rows: Int = 201) throws -> (data: Dataset, features: [Network.Feature]) {
    var random = SeededRandom(seed: 5)
    let noise = random.uniforms(rows, in: 0...1)
    let column = noise.map { u in
      switch loss.target {
      case .numbers: 3 + 2 * u * u
      case .binaryLabels: u < 0.3 ? 1.0 : 0
      case .classIndices: u < 0.2 ? 0.0 : u < 0.5 ? 1 : 2
      }
    }
    let features = loss.target == .classIndices ? ["a", "b", "c"] : ["y"]
    return (
      try Dataset(
        inputNames: ["x"], inputs: [noise], targetNames: ["y"], targets: [column],
        weights: [Double](repeating: 2, count: rows)),
      features.map {
        Network.Feature(name: $0, shift: loss.scalesTargets ? 1.5 : 0, scale: loss.scalesTargets ? 2 : 1)
      }
    )
  }

  private func loss(_ loss: Loss, ofConstants constants: [Double]) throws -> Double {
    let (data, features) = try table(loss)
    return loss.mean(
      ofOutputs: constants.map { [Double](repeating: $0, count: data.count) }, on: data, scaledBy: features)
  }

  @Test(arguments: all)
  func noConstantIsBetterThanTheBest(loss: Loss) throws {
    let (data, features) = try table(loss)
    let best = loss.bestConstants(on: data, scaledBy: features)
    let least = try self.loss(loss, ofConstants: best)
    // The median is only near the best for Huber's loss.
    let slack = loss == .huber(delta: 0.7) ? 0.02 : 0
    for j in best.indices {
      for change in [-0.1, 0.1] {
        var other = best
        other[j] += change
        #expect(try self.loss(loss, ofConstants: other) >= least - slack)
      }
    }
  }

  @Test(arguments: [Loss.meanAbsoluteError, .huber(delta: 1)])
  func mediansHaveWeights(loss: Loss) {
    let column = [10.0, 0, 1, 2]
    #expect(loss.bestConstant(for: column, weights: nil) == 2)
    #expect(loss.bestConstant(for: column, weights: [1, 1, 1, 1]) == 2)
    #expect(loss.bestConstant(for: column, weights: [5, 1, 1, 1]) == 10)
    #expect(loss.bestConstant(for: column, weights: [1, 0.5, 4, 1]) == 1)
  }

  @Test(arguments: all)
  func plainEvaluationAgreesWithTheEngine(loss: Loss) throws {
    var network = SampleNetworks.make(.splines, outputs: 3)
    if !loss.scalesTargets { network = network.withLogits }
    let data = SampleNetworks.table(
      for: network, rows: 90,
      loss: loss.target == .numbers ? .numbers : loss.target == .binaryLabels ? .labels : .classes,
      weighted: true)
    let objective = NetworkObjective<Double>(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: loss, penalty: .none,
      threads: 1)
    let plain = loss.mean(
      ofOutputs: network.activations(data.inputs).outputs, on: data, scaledBy: network.outputs)
    let parameters = NetworkPlan(network).parameters(of: network)
    #expect(isClose(objective.dataLoss(at: parameters), plain, within: 1e-12))
  }

  @Test func softmaxIsAProbabilityHoweverLargeTheLogits() {
    let logits = [1000.0, 998, -2000]
    let softmax = Softmax(3) { logits[$0] }
    let p = logits.map(softmax.probability)
    #expect(isClose(p.reduce(0, +), 1, within: 1e-14) && p[2] == 0)
    // 1/(1 + e⁻²)
    #expect(isClose(p[0], 0.880797077977882, within: 1e-14))
    #expect(isClose(softmax.loss(ofLogit: 1000), 0.126928011042973, within: 1e-12))
  }
}
