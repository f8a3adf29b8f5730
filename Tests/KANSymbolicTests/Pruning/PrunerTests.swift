import Foundation
import KANData
import KANModel
import KANTestSupport
import KANTraining
import Testing

@testable import KANSymbolic

/// The search for what may go, on sums whose parts have known sizes.
@Suite struct PrunerTests {
  /// y = Σᵢ aᵢ·xᵢ with columns of independent uniform numbers.
  private static func sum(_ amplitudes: [Double]) throws -> (network: Network, data: Dataset) {
    let edges = amplitudes.map { SmallNetworks.edge("x", amplitude: $0) }
    let network = SmallNetworks.network(SmallNetworks.layer([edges]))
    return (network, try network.table(rows: 200))
  }

  @Test func theLimitCountsFromTheNetworkAsItCame() throws {
    let (network, data) = try Self.sum([1, 1])
    let options = Network.PruningOptions(relativeTolerance: 0.5, negligibleFraction: 1e-3)
    let wrong = SmallNetworks.sum(SmallNetworks.edge("x"), SmallNetworks.edge("x", amplitude: 0.9))
    let pruner = Pruner(wrong, data: data, validation: nil, options: options, observer: nil)
    let measure = LossMeasure(loss: .meanSquaredError, data: data)
    #expect(pruner.loss == measure(wrong))
    #expect(pruner.lossLimit == 1.5 * pruner.loss + 1e-3 * measure.ofBestConstant(like: network))
  }

  @Test func triesTheLeastImportantFirst() throws {
    let (network, data) = try Self.sum([1, 1e-4, 0.5, 1e-5])
    var pruner = Pruner(
      network, data: data, validation: nil, options: Network.PruningOptions(refitSteps: 0), observer: nil)
    try pruner.remove(.edges)
    // 1e-8 of a variance does not count, a quarter does.
    #expect(
      pruner.steps.map(\.targets)
        == [3, 1, 2, 0].map { [.edge(Network.EdgeAddress(layer: 0, input: $0, sum: 0))] })
    #expect(pruner.steps.map(\.verdict) == [.cut, .cut, .needed, .needed])
    for (step, next) in zip(pruner.steps, pruner.steps.dropFirst()) {
      #expect(next.lossBefore == (step.verdict == .cut ? step.lossAfter : step.lossBefore))
    }
    #expect(pruner.network.unusedInputs == ["x1", "x3"])
  }

  @Test func manyThatDoNothingGoAtOnce() throws {
    let (network, data) = try Self.sum([1, 2] + [Double](repeating: 1e-6, count: 14))
    let (pruned, account) = try network.pruned(on: data, options: Network.PruningOptions(kinds: [.inputs]))
    #expect(account.unusedInputs == (2..<16).map { "x\($0)" })
    #expect(pruned.inputs.count == 16, "the pruned network takes the same columns")
    #expect(account.steps.contains { $0.targets.count > 1 && $0.verdict == .cut })
    #expect(account.steps.count < 12, "\(account.steps.map(\.targets.count))")
  }

  @Test(arguments: Network.PruningOptions.Removable.allCases)
  func removesWhatIsAskedFor(kind: Network.PruningOptions.Removable) throws {
    // Node 1 does nothing, and input 1 only reaches it.
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(
      SmallNetworks.layer([[x, no], [no, x]]),
      SmallNetworks.layer([[x, SmallNetworks.edge("x", amplitude: 1e-7)]]))
    let data = try network.table()
    let (pruned, account) = try network.pruned(on: data, options: Network.PruningOptions(kinds: [kind]))
    #expect(account.unusedInputs == ["x1"])
    #expect(account.shapeBefore == "2,2,1" && account.shapeAfter == "2,1,1")
    #expect(pruned.edgeAddresses.count == 2 && account.edgesAfter == 2 && account.edgesBefore == 4)
    let isOfKind = account.steps.flatMap(\.targets).allSatisfy { target in
      switch (target, kind) {
      case (.input, .inputs), (.node, .nodes), (.edge, .edges): true
      default: false
      }
    }
    #expect(isOfKind)
  }

  @Test func theRestTakesOverWhatWent() throws {
    // The same column twice: either edge can do the work of both.
    let network = SmallNetworks.sum(SmallNetworks.edge("x"), SmallNetworks.edge("x"))
    let x = SmallNetworks.columns(1, rows: 50)[0]
    let data = try Dataset(
      inputNames: ["x0", "x1"], inputs: [x, x], targetNames: ["y0"], targets: [x.map { 2 * $0 }])
    let (pruned, account) = try network.pruned(on: data)
    #expect(pruned.edgeAddresses.count == 1)
    #expect(account.lossAfter < 1e-20)
    let unmoved = try network.pruned(on: data, options: Network.PruningOptions(refitSteps: 0))
    #expect(unmoved.network.edgeAddresses.count == 2)
  }

  @Test func validationRowsJudge() throws {
    // Where the network is judged the second column is constant.
    let (network, data) = try Self.sum([1, 1])
    let x = SmallNetworks.columns(1, rows: 50, seed: 3)[0]
    let flat = try Dataset(
      inputNames: data.inputNames, inputs: [x, x.map { _ in 0 }], targetNames: data.targetNames, targets: [x])
    let options = Network.PruningOptions(relativeTolerance: 0, negligibleFraction: 1e-2, refitSteps: 0)
    #expect(try network.pruned(on: data, validation: flat, options: options).account.unusedInputs == ["x1"])
    #expect(try network.pruned(on: data, options: options).account.unusedInputs.isEmpty)
  }

  @Test func accountsSayWhatATrialCostAndAreKeptInFiles() throws {
    let (network, data) = try Self.sum([1, 1e-4])
    let account: Network.PruningAccount = try network.pruned(on: data).account
    let trials: [Network.PruningAccount.Trial] = account.steps
    for trial in trials {
      #expect(trial.cost == trial.lossAfter - trial.lossBefore)
      #expect((trial.verdict == Network.PruningAccount.Verdict.cut) == (trial.lossAfter <= account.lossLimit))
    }
    #expect(!trials.isEmpty && !account.wasStopped)
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    #expect(try decoder.decode(Network.PruningAccount.self, from: encoder.encode(account)) == account)
  }

  @Test func refitsByTheLossThatIsAskedFor() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 0.5))
    let x = SmallNetworks.columns(1, rows: 100)[0]
    let numbers = try Dataset(
      inputNames: ["x0"], inputs: [x], targetNames: ["y0"], targets: [x.map { 3 * $0 }])
    let labels = try Dataset(
      inputNames: ["x0"], inputs: [x], targetNames: ["y0"], targets: [x.map { $0 > 0.1 ? 1 : 0 }])
    for (loss, data) in [
      (Loss.meanSquaredError, numbers), (.meanAbsoluteError, numbers), (.binaryCrossEntropy, labels),
    ] {
      let measure = LossMeasure(loss: loss, data: data)
      let refit = Refit(data: data, options: Network.PruningOptions(loss: loss))
      #expect(try measure(refit(network)) < 0.7 * measure(network), "\(loss)")
      let none = Refit(data: data, options: Network.PruningOptions(loss: loss, refitSteps: 0))
      #expect(try none(network) == network)
    }
  }

  @Test func tablesThatDoNotFitAreRefused() throws {
    let (network, data) = try Self.sum([1, 1])
    let narrow = try Self.sum([1]).data
    #expect(throws: SymbolicError.columnsDiffer(network: ["x0", "x1"], table: ["x0"])) {
      try network.pruned(on: narrow)
    }
    #expect(throws: SymbolicError.columnsDiffer(network: ["x0", "x1"], table: ["x0"])) {
      try network.pruned(on: data, validation: narrow)
    }
    let twoTargets = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: ["a", "b"],
      targets: data.targets + data.targets)
    #expect(throws: SymbolicError.targetsDiffer(network: ["y0"], table: ["a", "b"])) {
      try network.pruned(on: twoTargets)
    }
    #expect(throws: DataError.self) {
      try network.pruned(on: data, options: Network.PruningOptions(loss: .binaryCrossEntropy))
    }
  }
}
