import KANData

extension Dataset {
  /// The rows of a table with errors of measurement of their only target: weights are 1/σ², with the mean of both
  /// errors if those upwards and downwards differ.
  ///
  /// - Parameters:
  ///   - table: The columns of inputs, target and errors.
  ///   - inputs: The names of the inputs; `nil` for all columns that are neither target nor errors.
  ///   - target: The name of the measured column.
  ///   - sigma: One standard deviation of the target per row, in its unit: a number, a share of the value, or a column.
  /// - Throws: An error if columns are missing, if errors are not positive and finite, or if a
  /// weight 1/σ² is not finite.
  public init(
    _ table: Table, inputs: [String]? = nil, target: String, sigma: Table.MeasurementError
  ) throws {
    let taken = Set((sigma.columns + [target]).compactMap(table.index(knownAs:)))
    let others = table.names.indices.filter { !taken.contains($0) }.map { table.names[$0] }
    let plain = try Dataset(table, inputs: inputs ?? others, targets: [target])
    let errors = try sigma.meanErrors(of: target, values: plain.targets[0], in: table)
    self = try plain.weighted(byVariances: errors.map { $0 * $0 })
  }

  /// The same rows with weights 1/σ².
  ///
  /// - Parameter variances: σ² of every row, in the square of the target's unit.
  /// - Throws: An error if a weight is not finite.
  package func weighted(byVariances variances: [Double]) throws -> Dataset {
    var result = try Dataset(
      inputNames: inputNames, inputs: inputs, targetNames: targetNames, targets: targets,
      weights: variances.map { 1 / $0 })
    result.weightsAreInverseVariances = true
    return result
  }
}
