extension Dataset {
  /// Samples from columns: `inputs[i][s]`, `targets[j][s]` and, if given, `weights[s]`.
  ///
  /// - Throws: no input, target or row; counts that differ; empty names or a name used twice; numbers that are
  /// not finite; weights (negative ones are allowed) whose sum is not positive.
  public init(
    inputNames: [String], inputs: [[Double]], targetNames: [String], targets: [[Double]],
    weights: [Double]? = nil
  ) throws {
    guard !inputs.isEmpty else { throw DataError.noInputs }
    guard !targets.isEmpty else { throw DataError.noTargets }
    // Checking them as one table finds unequal lengths and a target among the inputs alike.
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

  /// Refuses fewer than `minimum` rows; `purpose` completes "… needs at least".
  package func requireRows(atLeast minimum: Int, for purpose: String) throws(DataError) {
    guard count >= minimum else { throw .tooFewRows(found: count, needed: minimum, purpose: purpose) }
  }

  /// Refuses a target that has one value only.
  package func requireVaryingTargets() throws(DataError) {
    for (name, column) in zip(targetNames, targets) where isConstant(column) {
      throw .constantTarget(name: name, value: column[0])
    }
  }
}
