extension Dataset {
  /// Samples from columns: `inputs[i][s]`, `targets[j][s]` and, if given, `weights[s]`.
  ///
  /// - Parameters:
  ///   - inputNames: One name per input, different from each other and from the names of the targets.
  ///   - inputs: The columns of the inputs, at least one, all of the same length; finite numbers.
  ///   - targetNames: One name per target.
  ///   - targets: The columns of the targets, at least one, as long as those of the inputs; class indices 0, 1,
  ///     … for classification.
  ///   - weights: One weight per sample, which may be negative as long as the sum is positive; `nil`
  ///     means that all are 1.
  /// - Throws: An error if there is no input, target or row, if counts differ, if names are empty or repeated, if
  /// numbers are not finite, or if the sum of the weights is not positive and finite.
  public init(
    inputNames: [String], inputs: [[Double]], targetNames: [String], targets: [[Double]],
    weights: [Double]? = nil
  ) throws {
    guard !inputs.isEmpty else { throw DataError.noInputs }
    guard !targets.isEmpty else { throw DataError.noTargets }
    // Checking them as one table finds both unequal lengths and a target among the inputs.
    if let name = targetNames.first(where: inputNames.contains) {
      throw DataError.columnInTwoRoles(name: name, first: .input, second: .target)
    }
    guard inputNames.count == inputs.count else {
      throw DataError.nameCount(names: inputNames.count, columns: inputs.count)
    }
    let table = try Table(names: inputNames + targetNames, columns: inputs + targets)
    if let weights { try Self.check(weights: weights, name: "weight", count: table.rowCount) }
    self.init(
      inputNames: inputNames, targetNames: targetNames, inputs: inputs, targets: targets, weights: weights)
  }

  static func check(weights: [Double], name: String, count: Int) throws(DataError) {
    try Table.check(columns: [weights], names: [name])
    guard weights.count == count else {
      throw .raggedColumn(name: name, found: weights.count, expected: count)
    }
    let sum = weights.reduce(0, +)
    guard sum > 0, sum.isFinite else { throw .weightSum(sum) }
  }

  /// Throws if there are fewer than `minimum` rows; `purpose` completes "… needs at least".
  package func requireRows(atLeast minimum: Int, for purpose: String) throws(DataError) {
    guard count >= minimum else { throw .tooFewRows(found: count, needed: minimum, purpose: purpose) }
  }

  /// Throws if a target has only one value.
  package func requireVaryingTargets() throws(DataError) {
    for (name, column) in zip(targetNames, targets) where isConstant(column) {
      throw .constantTarget(name: name, value: column[0])
    }
  }
}
