import KANData
import KANModel
import KANTraining
import Synchronization
import Testing

@testable import KANCluster

/// N ranks give the bits of one process with as many parts.
@Suite struct PartedTrainingTests {
  /// A way to train.
  struct Way: Sendable, CustomStringConvertible {
    let description: String
    var options = TrainingOptions()

    static let all: [Way] = {
      var adam = Optimizer.Adam()
      (adam.batchSize, adam.averaging, adam.weightDecay) = (50, 0.9, 0.01)
      return [
        Way("adam") {
          $0.optimizer = .adam(adam); $0.steps = 60; $0.precision = .single; $0.grid = .fixed
        },
        Way("adam, group lasso") {
          $0.optimizer = .adam(adam)
          ($0.steps, $0.penalty) = (30, .groupLasso(strength: 0.01))
        },
        Way("lbfgs") {
          $0.optimizer = .lbfgs(); $0.steps = 15; $0.penalty = .ridge(strength: 1e-4)
        },
        Way("lm") {
          $0.optimizer = .levenbergMarquardt(); $0.steps = 12; $0.grid.extensions = [3, 6]
        },
      ]
    }()

    init(_ name: String, _ set: (inout TrainingOptions) -> Void) {
      description = name
      options.threads = 1
      set(&options)
    }
  }

  /// The network of a run on so many ranks, and its account as text; the same on all of them.
  private static func trained(
    _ data: Dataset, parts: Int, ranks: Int, _ options: TrainingOptions, resuming: TrainingState? = nil
  ) throws -> (network: Network, account: Network.TrainingAccount) {
    let results = ThreadCommunicator.run(ranks: ranks) { communicator in
      Result {
        let tree = PartTree(communicator, parts: parts)
        let rows = PartedRows(tree, parts: Tables.parts(of: data, tree))
        let judge = PartedRows(tree, parts: Tables.parts(of: try Tables.curve(rows: 91, seed: 8), tree))
        return try Tables.network(rows).trained(
          on: rows, validation: judge, options: options, resuming: resuming)
      }
    }
    let first = try results[0].get()
    for result in results { #expect(try result.get() == first) }
    return first
  }

  @Test(arguments: Way.all)
  func ranksDoNotShowInTheBits(way: Way) throws {
    let data = try Tables.curve(rows: 403, negative: true)
    let one = try Self.trained(data, parts: 4, ranks: 1, way.options)
    #expect(one.account.lossAfter < 0.5 * one.account.lossBefore)
    for ranks in 2...4 {
      let several = try Self.trained(data, parts: 4, ranks: ranks, way.options)
      #expect(several.network == one.network, "\(ranks) ranks, \(way)")
      #expect(several.account == one.account, "\(ranks) ranks, \(way)")
    }
    #expect(try Self.trained(data, parts: 3, ranks: 1, way.options).network != one.network)
  }

  @Test(arguments: Way.all)
  func aCheckpointGoesOnWithAnotherNumberOfRanks(way: Way) throws {
    let data = try Tables.curve(rows: 403)
    let whole = try Self.trained(data, parts: 4, ranks: 2, way.options)
    let states = Mutex<[TrainingState]>([])
    var options = way.options
    options.checkpoint = .init(every: 7) { state in states.withLock { $0.append(state) } }
    _ = try Self.trained(data, parts: 4, ranks: 1, options)
    let state = try #require(states.withLock { $0.first })
    let resumed = try Self.trained(data, parts: 4, ranks: 3, way.options, resuming: state)
    #expect(resumed.network == whole.network)
    #expect(resumed.account == whole.account)
  }

  /// Parts change the order of additions only.
  @Test func partsGiveTheLossOfTheTableInOnePiece() throws {
    let data = try Tables.curve(rows: 403, negative: true)
    var options = TrainingOptions()
    (options.threads, options.steps, options.grid) = (1, 8, .fixed)
    let parted = try Self.trained(data, parts: 4, ranks: 2, options).account
    let tree = PartTree(SingleProcess(), parts: 1)
    let network = try Tables.network(
      PartedRows(
        PartTree(SingleProcess(), parts: 4),
        parts: Tables.parts(
          of: data, PartTree(SingleProcess(), parts: 4))))
    let whole = try network.trained(on: data, validation: Tables.curve(rows: 91, seed: 8), options: options)
      .account
    let one = try network.trained(
      on: PartedRows(tree, parts: [data]),
      validation: PartedRows(tree, parts: [Tables.curve(rows: 91, seed: 8)]),
      options: options
    ).account
    for (own, other) in [(parted, whole), (one, whole)] {
      #expect(abs(own.lossBefore - other.lossBefore) < 1e-13 * other.lossBefore)
      // Knots are placed by other rows, all of which are near those of the table.
      #expect(own.lossAfter < 2 * other.lossAfter)
    }
    #expect(abs(one.lossAfter - whole.lossAfter) < 1e-6 * whole.lossAfter)
  }

  @Test func meansAndDeviationsAreThoseOfTheTable() throws {
    let data = try Tables.curve(rows: 403, negative: true)
    let tree = PartTree(SingleProcess(), parts: 5)
    let summary = try PartedRows(tree, parts: Tables.parts(of: data, tree)).summary(for: .meanSquaredError)
    let expected = Network(
      inputs: summary.inputs, outputs: summary.targets, shape: Network.Shape([2, 1]), intervals: 3, order: 3,
      base: .silu, sparse: false, seed: 1)
    let whole = try Network(for: data, shape: Network.Shape([2, 1]), intervals: 3)
    for (own, other) in zip(expected.inputs + expected.outputs, whole.inputs + whole.outputs) {
      #expect(own.name == other.name)
      #expect(abs(own.shift - other.shift) < 1e-12 * other.scale)
      #expect(abs(own.scale - other.scale) < 1e-12 * other.scale)
    }
  }

  @Test func whatNeedsAllRowsIsRefused() throws {
    let data = try Tables.curve(rows: 40)
    func message(_ set: (inout TrainingOptions) -> Void) -> String {
      var options = TrainingOptions()
      set(&options)
      do {
        _ = try Self.trained(data, parts: 2, ranks: 2, options)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message { ($0.penalty, $0.optimizer) = (.sparsity(strength: 1), .lbfgs()) }
        == "the penalty cannot be sparsity here: it needs the edges' values on all rows at once, but these are in parts; use ridge or group-lasso"
    )
    #expect(message { $0.criterion = .rocAUC }.contains("area under the ROC curve"))
    #expect(message { $0.timeLimit = .seconds(1) }.contains("limit the steps"))
  }

  @Test func aPartThatDoesNotFitEndsAllRanks() throws {
    let sentences = ThreadCommunicator.run(ranks: 3) { communicator -> String in
      do {
        let tree = PartTree(communicator, parts: 3)
        var parts = Tables.parts(of: try Tables.curve(rows: 30), tree)
        let start = try Tables.network(PartedRows(tree, parts: parts), loss: .binaryCrossEntropy)
        if communicator.rank != 1 {
          // Labels everywhere but on one rank.
          parts = try parts.map { part in
            try Dataset(
              inputNames: part.inputNames, inputs: part.inputs, targetNames: part.targetNames,
              targets: [part.targets[0].map { $0 > 5 ? 1 : 0 }])
          }
        }
        var options = TrainingOptions()
        (options.loss, options.optimizer) = (.binaryCrossEntropy, .lbfgs())
        _ = try start.trained(on: PartedRows(tree, parts: parts), options: options)
        return ""
      } catch { return "\(error)" }
    }
    #expect(Set(sentences).count == 1)
    #expect(sentences[0].hasPrefix("target y is "))
    #expect(sentences[0].hasSuffix(" in row 0: binary cross-entropy needs labels 0 and 1"))
  }
}
