import Foundation
import KANData
import KANModel
import KANTestSupport
import KANTraining
import Testing

@testable import KANSymbolic

/// What pruning measures is the loss that training makes small.
@Suite struct LossMeasureTests {
  static let losses: [Loss] = [
    .meanSquaredError, .meanAbsoluteError, .huber(delta: 0.5), .binaryCrossEntropy, .clippedSquaredError,
  ]

  private static func data(weights: [Double]? = nil) throws -> Dataset {
    try Dataset(
      inputNames: ["x0"], inputs: [[-1, -0.5, 0.25, 1]], targetNames: ["y0"], targets: [[0, 1, 0, 1]],
      weights: weights)
  }

  @Test(arguments: losses, [nil, [1, 2, -0.5, 3]])
  func isTheMeanOfTheLossOfEveryRow(loss: Loss, weights: [Double]?) throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 2, offset: 0.1))
    let data = try Self.data(weights: weights)
    let rows = zip(network(data.inputs)[0], data.targets[0]).map { loss.point($0, target: $1).value }
    let w = weights ?? [1, 1, 1, 1]
    let expected = zip(w, rows).map(*).reduce(0, +) / w.reduce(0, +)
    #expect(isClose(LossMeasure(loss: loss, data: data)(network), expected, within: 1e-14))
  }

  @Test func aPerfectNetworkLosesNothingInItsOwnUnits() throws {
    // y = 100 + 50·x: residuals are in units of 50.
    var network = SmallNetworks.sum(SmallNetworks.edge("x"))
    network.outputs = [Network.Feature(name: "y0", shift: 100, scale: 50)]
    let x = [-1, -0.5, 0.25, 1]
    func data(offBy error: Double) throws -> Dataset {
      try Dataset(
        inputNames: ["x0"], inputs: [x], targetNames: ["y0"], targets: [x.map { 100 + 50 * $0 + error }])
    }
    #expect(try LossMeasure(loss: .meanSquaredError, data: data(offBy: 0))(network) == 0)
    #expect(try LossMeasure(loss: .meanSquaredError, data: data(offBy: 25))(network) == 0.25)
  }

  @Test func whatIsNoNumberIsInfinite() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("log"))
    #expect(try LossMeasure(loss: .meanSquaredError, data: Self.data())(network) == .infinity)
  }

  @Test func theBestConstantKnowsTheSpread() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"))
    let data = try Self.data()
    // The variance of 0, 1, 0, 1, and the entropy of a fair coin.
    #expect(LossMeasure(loss: .meanSquaredError, data: data).ofBestConstant(like: network) == 0.25)
    let entropy = LossMeasure(loss: .binaryCrossEntropy, data: data).ofBestConstant(like: network)
    #expect(isClose(entropy, log(2), within: 1e-15))
    // No constant network of that loss is better; the median is only near the best for Huber's.
    for loss in Self.losses where loss != .huber(delta: 0.5) {
      let measure = LossMeasure(loss: loss, data: data)
      let best = measure.ofBestConstant(like: network)
      for offset in stride(from: -2.0, through: 2, by: 0.1) {
        let constant = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 0, offset: offset))
        #expect(measure(constant) >= best - 1e-12, "\(loss) at \(offset)")
      }
    }
  }

  @Test func labelsOfOneClassHaveNoYardstick() throws {
    let data = try Dataset(
      inputNames: ["x0"], inputs: [[0, 1]], targetNames: ["y0"], targets: [[1, 1]])
    let network = SmallNetworks.sum(SmallNetworks.edge("x"))
    #expect(LossMeasure(loss: .binaryCrossEntropy, data: data).ofBestConstant(like: network) == 0)
  }
}
