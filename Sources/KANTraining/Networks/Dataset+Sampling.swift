import KANData
import KANModel

extension Dataset {
  /// What a network says all over the box of its own grids: a table where there is none.
  ///
  /// Networks that others trained often come without their data, but their grids tell where they were trained. The
  /// rows are quasi-random points of that box (`Network.sampledInputs`), the targets the network's own outputs there.
  ///
  /// - Throws: An error where the network is not finite somewhere in its box.
  public init(sampling network: Network, count: Int = 1024) throws {
    let columns = network.sampledInputs(count: count)
    try self.init(
      inputNames: network.inputs.map(\.name), inputs: columns, targetNames: network.outputs.map(\.name),
      targets: network(columns))
  }

  /// The same rows with a network's outputs as targets: what another network or a formula must follow to say the same.
  ///
  /// - Throws: `DataError` where the network is not finite on a row.
  package func replacingTargets(byOutputsOf network: Network) throws -> Dataset {
    try Dataset(
      inputNames: inputNames, inputs: inputs, targetNames: network.outputs.map(\.name),
      targets: network(inputs), weights: weights)
  }
}
