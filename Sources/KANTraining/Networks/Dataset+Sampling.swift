import KANData
import KANModel

extension Dataset {
  /// The outputs of a network over the box of its own grids: a substitute for a missing table.
  ///
  /// Networks trained elsewhere often come without their data, but their grids tell where they were trained. The rows
  /// are quasi-random points of that box, the targets the network's own outputs there.
  ///
  /// - Parameters:
  ///   - network: The network, whose inputs and outputs must have different names.
  ///   - count: The number of rows, at least 1.
  /// - Throws: An error if the network is not finite at one of these points, or if names are repeated.
  public init(sampling network: Network, count: Int = 1024) throws {
    let columns = network.sampledInputs(count: count)
    try self.init(
      inputNames: network.inputs.map(\.name), inputs: columns, targetNames: network.outputs.map(\.name),
      targets: network(columns))
  }

  /// The same rows with a network's outputs as targets, for a network or formula that is to reproduce them.
  ///
  /// - Throws: `DataError` if the network is not finite on a row.
  package func replacingTargets(byOutputsOf network: Network) throws -> Dataset {
    try Dataset(
      inputNames: inputNames, inputs: inputs, targetNames: network.outputs.map(\.name),
      targets: network(inputs), weights: weights)
  }
}
