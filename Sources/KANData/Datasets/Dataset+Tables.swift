import KANFiles

extension Dataset {
  /// Samples from the columns of a table.
  ///
  /// - Parameters:
  ///   - table: The columns; one called `speed [m/s]` or `speed (m/s)` is also known as `speed`, and
  ///     the other way round.
  ///   - inputs: The names of the inputs, in this order; `nil` means all columns that are neither targets nor weights.
  ///   - targets: The names of the targets, at least one.
  ///   - weights: The name of the column of weights; `nil` means that all weights are 1.
  /// - Throws: An error for names that the table does not have (with the nearest one), for a column in two roles, and
  /// in all cases in which `init(inputNames:inputs:targetNames:targets:weights:)` throws.
  public init(
    _ table: Table, inputs: [String]? = nil, targets: [String], weights: String? = nil
  ) throws {
    // Names are also accepted as the file has them.
    let (inputs, targets) = (inputs.map { $0.map { $0.visible() } }, targets.map { $0.visible() })
    let weights = weights.map { $0.visible() }
    func columns(_ names: [String], _ role: DataError.Role) throws(DataError) -> [[Double]] {
      var found: [[Double]] = []
      for name in names {
        guard let place = table.index(knownAs: name) else {
          throw .unknownColumn(name: name, role: role, columns: table.names)
        }
        found.append(table.columns[place])
      }
      return found
    }
    let targetColumns = try columns(targets, .target)
    let weightColumn = try weights.map { name throws(DataError) in try columns([name], .weight)[0] }
    let taken = Set((targets + (weights.map { [$0] } ?? [])).compactMap(table.index(knownAs:)))
    let inputNames = inputs ?? table.names.indices.filter { !taken.contains($0) }.map { table.names[$0] }
    if let weights {
      if inputNames.contains(weights) {
        throw DataError.columnInTwoRoles(name: weights, first: .input, second: .weight)
      }
      if targets.contains(weights) {
        throw DataError.columnInTwoRoles(name: weights, first: .target, second: .weight)
      }
    }
    let inputColumns = try columns(inputNames, .input)
    try self.init(
      inputNames: inputNames, inputs: inputColumns, targetNames: targets, targets: targetColumns,
      weights: weightColumn)
  }

  /// Samples from a CSV, NPY or NPZ file with one target column.
  ///
  /// - Parameters:
  ///   - path: A file as `Table.init(contentsOf:options:)` reads it with its default options.
  ///   - target: The name of the target column.
  ///   - inputs: The names of the inputs, in this order; `nil` means all columns that are neither target nor
  ///     weights.
  ///   - weights: The name of the column of weights; `nil` means that all weights are 1.
  /// - Throws: An error if the file cannot be read or is malformed, and in all cases in which
  /// `init(_:inputs:targets:weights:)` throws.
  public init(
    contentsOf path: String, target: String, inputs: [String]? = nil, weights: String? = nil
  ) throws {
    try self.init(Table(contentsOf: path), inputs: inputs, targets: [target], weights: weights)
  }
}
