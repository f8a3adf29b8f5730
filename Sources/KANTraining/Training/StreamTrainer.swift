import KANData
import KANModel

/// Trains a network with Adam on a table of any size: one batch of neighbouring rows is processed while the next is read.
///
/// Batches come in a new random order each epoch, but neighbouring rows stay together: shuffle the file once if its rows are sorted.
package final class StreamTrainer {
  private let start: Network
  private let reader: BatchReader
  private let objective: NetworkObjective<Float>
  private var solver: AdamSolver<NetworkObjective<Float>>
  /// Epochs begun.
  package var epoch: Int { reader.epoch }

  /// Compiles `network` for a source.
  ///
  /// - Parameters:
  ///   - network: The start; its features contain the scaling of the columns.
  ///   - source: The samples, all of weight 1.
  ///   - inputs: The columns that are the inputs of the network, in order.
  ///   - targets: The columns that are the targets.
  ///   - loss: The loss to minimise.
  ///   - options: Step length and batches; a batch of `nil` takes 1024 samples.
  ///   - totalSteps: The number of steps of the schedule of the step length.
  ///   - threads: The number of threads; results have the same bits for any number.
  ///   - seed: The seed of the order of batches.
  /// - Throws: `TrainingError` if columns, network and loss do not fit.
  package init(
    _ network: Network, on source: any SampleSource, inputs: [Int], targets: [Int],
    loss: Loss = .meanSquaredError, options: Optimizer.Adam = .init(), totalSteps: Int = 1, threads: Int = 1,
    seed: UInt64 = 1
  ) throws(TrainingError) {
    guard inputs.count == network.inputs.count else {
      throw .inputCount(expected: network.inputs.count, found: inputs.count)
    }
    let expected = loss.targetCount(outputs: network.outputs.count)
    guard targets.count == expected else { throw .targetCount(expected: expected, found: targets.count) }
    guard source.rowCount > 0 else { throw .emptyTable(part: "training") }
    precondition(
      (inputs + targets).allSatisfy { (0..<source.columnCount).contains($0) },
      "the source has \(source.columnCount) columns")
    start = network
    reader = BatchReader(
      source, .init(inputs: inputs, targets: targets, scalesTargets: loss.scalesTargets), scaledBy: network,
      batchSize: options.batchSize ?? 1024, seed: seed)
    objective = NetworkObjective(
      NetworkEngine(network), samples: reader.batch, targets: targets.count, loss: loss, threads: threads)
    solver = AdamSolver(
      options, objective, totalSteps: totalSteps,
      state: .init(parameters: objective.engine.plan.parameters(of: network), seed: seed))
  }

  /// One step on the next batch.
  ///
  /// - Returns: The loss of the batch before the step.
  /// - Throws: `DataError` if the source does; that batch is then left out.
  @discardableResult
  package func step() throws(DataError) -> Double {
    try reader.advance()
    objective.samples = reader.batch
    _ = solver.step()
    return solver.batchValue
  }

  /// The present network.
  package var network: Network { objective.engine.plan.network(start, with: solver.parameters) }
}
