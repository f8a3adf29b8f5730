import KANData
import KANModel

extension Network {
  /// A random network for a table: columns scaled to mean 0 and standard deviation 1, and grids laid over the samples, of which a
  /// few thousand suffice.
  ///
  /// A loss of labels leaves the outputs unscaled, since they are logits; cross-entropy has one output per class, named `target=0`,
  /// `target=1` and so on.
  ///
  /// - Parameters:
  ///   - data: The table.
  ///   - shape: The nodes, from as many inputs as the table has to as many outputs as the loss needs.
  ///   - loss: The loss with which it will be trained.
  ///   - intervals: The number G of grid intervals of every input.
  ///   - order: The order k of the splines, 1 … 5.
  ///   - base: The base function of all layers.
  ///   - sparse: Whether only nearest neighbours are connected.
  ///   - evenKnots: The position of the knots between the quantiles of the rows (0) and even spacing (1); `nil` for a half, or a
  ///     tenth if the target is a label: columns of events have long tails, where even knots would have no rows.
  ///   - seed: The seed of all random numbers.
  /// - Throws: An error if the shape does not fit the table.
  public init(
    for data: Dataset, shape: Network.Shape, loss: Loss = .meanSquaredError, intervals: Int = 5,
    order: Int = 3,
    base: Network.BaseFunction = .silu, sparse: Bool = false, evenKnots: Double? = nil, seed: UInt64 = 1
  ) throws {
    try self.init(
      for: TableSummary(data, for: loss), shape: shape, loss: loss, intervals: intervals, order: order,
      base: base, sparse: sparse, evenKnots: evenKnots, seed: seed)
  }

  /// The same for a table of which only a summary is available.
  package init(
    for table: TableSummary, shape: Network.Shape, loss: Loss, intervals: Int, order: Int,
    base: Network.BaseFunction,
    sparse: Bool, evenKnots: Double?, seed: UInt64
  ) throws(TrainingError) {
    let outputs = table.outputs(for: loss, count: shape.outputCount)
    guard shape.inputCount == table.inputs.count else {
      throw .inputCount(expected: shape.inputCount, found: table.inputs.count)
    }
    guard shape.outputCount == outputs.count else {
      throw .targetCount(expected: shape.outputCount, found: outputs.count)
    }
    self = Network(
      inputs: table.inputs, outputs: outputs, shape: shape, intervals: intervals, order: order,
      base: base, sparse: sparse, seed: seed
    ).adaptingGrids(
      to: table.columnsForGrids,
      uniformFraction: evenKnots ?? (loss.target == .numbers ? 0.5 : 0.1))
    guard loss.takesProbabilities else { return }
    for (j, mean) in table.targetMeans.enumerated() { layers[layers.count - 1].biases[j] += mean }
  }
}
