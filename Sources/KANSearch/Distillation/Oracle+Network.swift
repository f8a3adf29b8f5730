import KANModel
import KANTraining

extension Oracle {
  /// One output of a network.
  ///
  /// - Parameters:
  ///   - output: The place of the output.
  ///   - box: A range for each input; those of the network's own grids where `nil`.
  public init(_ network: Network, output: Int = 0, box: [ClosedRange<Double>]? = nil) {
    self.init(
      inputNames: network.inputs.map(\.name), outputName: network.outputs[output].name,
      box: box ?? network.trainingBox
    ) { network($0)[output] }
  }
}
