import Foundation
import KANData
import KANModel
import KANNumerics
import KANSymbolic
import KANTraining
import Testing

/// Pruning on laws that are known: what they need stays, and what they do not need goes.
@Suite struct PruningTests {
  /// A law of two columns beside which a third one is noise to the network.
  struct Law: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let shape: String
    let function: @Sendable (Double, Double) -> Double
  }

  static let laws = [
    Law(testDescription: "x·y by a product", shape: "3,0+1,1") { $0 * $1 },
    Law(testDescription: "sin(2x) + y² by sums", shape: "3,2,1") { sin(2 * $0) + $1 * $1 },
    Law(testDescription: "a law of amplitude 1e-9", shape: "3,2,1") { 1e-9 * (sin(2 * $0) + $1) },
  ]

  static func trained(_ law: Law) throws -> (network: Network, data: Dataset) {
    var random = SeededRandom(seed: 5)
    let columns = (0..<3).map { _ in (0..<300).map { _ in random.uniform(in: -1...1) } }
    let target = zip(columns[0], columns[1]).map(law.function)
    let scale = target.map(abs).max() ?? 1
    let data = try Dataset(
      inputNames: ["x", "y", "idle"], inputs: columns, targetNames: ["z"], targets: [target])
    let network = Network(
      inputs: data.inputNames.map { Network.Feature(name: $0) },
      outputs: [Network.Feature(name: "z", scale: scale)],
      shape: try Network.Shape(parsing: law.shape), seed: 2)
    return (LevenbergMarquardt().fit(network, to: data).network, data)
  }

  @Test(arguments: laws)
  func removesTheIdleInputAndNothingThatMatters(_ law: Law) throws {
    let (network, data) = try Self.trained(law)
    let (pruned, account) = try network.pruned(on: data)
    #expect(account.unusedInputs == ["idle"])
    #expect(account.lossAfter <= account.lossLimit)
    #expect(account.edgesAfter == pruned.edgeAddresses.count)
    #expect(account.edgesAfter < account.edgesBefore)
    // The account's figure is that of the network that is handed over.
    #expect(try pruned.pruned(on: data, options: .init(kinds: [])).account.lossBefore == account.lossAfter)
    // Once pruned, nothing more goes within the same loss.
    let again = try pruned.pruned(on: data, options: .init(relativeTolerance: 0, negligibleFraction: 0))
    #expect(again.account.lossAfter <= account.lossAfter)
  }

  @Test func neverLeavesAnOutputWithoutInputs() throws {
    let (network, data) = try Self.trained(Self.laws[1])
    let (pruned, account) = try network.pruned(on: data, options: .init(relativeTolerance: 1e12))
    #expect(!pruned.edgeAddresses.isEmpty)
    #expect(account.steps.contains { $0.verdict == .onlyPath })
  }

  @Test func stopsWhenTheObserverSaysSo() throws {
    let (network, data) = try Self.trained(Self.laws[1])
    let (pruned, account) = try network.pruned(on: data) { _ in false }
    #expect(account.wasStopped)
    #expect(account.steps.isEmpty)
    #expect(pruned(data.inputs) == network(data.inputs))
  }

  @Test func scoresHaveNoUnit() throws {
    let (network, data) = try Self.trained(Self.laws[1])
    var scaled = network
    // A power of two, so that no bit is lost.
    scaled.layers[1].edges = scaled.layers[1].edges.map { $0.scaled(by: 0x1p-40) }
    scaled.layers[1].biases = scaled.layers[1].biases.map { $0 * 0x1p-40 }
    let scores = network.attribution(on: data.inputs)
    #expect(scaled.attribution(on: data.inputs) == scores)
    #expect(scores.inputs[2] < 0.05 * (scores.inputs.max() ?? 0))
  }
}
