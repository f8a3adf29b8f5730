import KANData
import KANModel

/// How a search scales the columns: inputs to mean 0 and deviation 1, the target by its spread only, since a shift of
/// the target would break products.
struct Scaling: Sendable {
  let inputs: [Feature]
  let output: Feature
  /// The scaled inputs.
  let columns: [[Double]]
  /// The inputs as the user gave them.
  let userColumns: [[Double]]
  /// The scaled target.
  let target: [Double]

  init(_ data: Dataset) {
    var features: [Feature] = []
    var columns: [[Double]] = []
    for (name, column) in zip(data.inputNames, data.inputs) {
      let (mean, deviation) = Self.moments(column)
      let scale = deviation > 0 ? deviation : 1
      features.append(Feature(name: name, shift: mean, scale: scale))
      columns.append(column.map { ($0 - mean) / scale })
    }
    let (mean, deviation) = Self.moments(data.targets[0])
    let scale = deviation > 0 ? deviation : max(abs(mean), 1)
    inputs = features
    output = Feature(name: data.targetNames[0], shift: 0, scale: scale)
    self.columns = columns
    userColumns = data.inputs
    target = data.targets[0].map { $0 / scale }
  }

  static func moments(_ column: [Double]) -> (mean: Double, deviation: Double) {
    let n = Double(column.count)
    // Dividing first keeps columns of 1e300 finite.
    let mean = column.reduce(0) { $0 + $1 / n }
    let scale = column.reduce(0) { max($0, abs($1 - mean)) }
    guard scale > 0 else { return (mean, 0) }
    let square = column.reduce(0) { $0 + (($1 - mean) / scale) * (($1 - mean) / scale) / n }
    return (mean, scale * square.squareRoot())
  }
}
