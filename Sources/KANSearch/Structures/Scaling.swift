import KANData
import KANModel

/// The scaling of the columns in a search: inputs to mean 0 and standard deviation 1, the target only by its spread, since a shift
/// would break products.
struct Scaling: Sendable {
  let inputs: [Network.Feature]
  let output: Network.Feature
  /// The scaled inputs.
  let columns: [[Double]]
  /// The inputs as the user gave them.
  let userColumns: [[Double]]
  /// The scaled target.
  let target: [Double]

  init(_ data: Dataset) {
    let standardizer = data.inputStandardizer
    inputs = standardizer.scalings.map { Network.Feature(name: $0.name, shift: $0.shift, scale: $0.scale) }
    columns = standardizer.standardized(data.inputs)
    userColumns = data.inputs
    let scale = ColumnScaling(name: data.targetNames[0], column: data.targets[0]).scale
    output = Network.Feature(name: data.targetNames[0], shift: 0, scale: scale)
    target = data.targets[0].map { $0 / scale }
  }
}
