import KANModel

/// A smooth network in place of the function behind a table, which gives values and derivatives anywhere among the rows.
struct Surrogate: Sendable {
  /// The network, from the inputs on their scales to the target on its own.
  let network: Network
  let inputScales: [AxisScale]
  let targetScale: AxisScale
  /// √(mean square residual) over the spread of the target on its scale, on the validation rows.
  let error: Double
  /// The number of those rows.
  let judgedRows: Int

  /// The target on its scale, for columns of the table.
  func scaledValues(_ columns: [[Double]]) -> [Double] { network(scaled(columns))[0] }

  /// The derivatives of the target *on its scale* with respect to the inputs of the table, `result[i][s]`.
  func slopes(_ columns: [[Double]]) -> [[Double]] {
    let slopes = network.slopes(scaled(columns))
    return columns.indices.map { i in
      zip(slopes[i], columns[i]).map { $0 * inputScales[i].derivative(at: $1) }
    }
  }

  private func scaled(_ columns: [[Double]]) -> [[Double]] {
    zip(inputScales, columns).map { scale, column in column.map(scale.value(at:)) }
  }
}
