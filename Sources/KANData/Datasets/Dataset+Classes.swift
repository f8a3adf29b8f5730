extension Dataset {
  /// The same rows with one target per class, 1 in its rows and 0 in all others, if the only target contains whole numbers that
  /// stand for classes; `nil` otherwise, and for two or fewer values or more than `limit`.
  ///
  /// - Parameter limit: The maximum number of classes.
  package func splittingClasses(upTo limit: Int) -> Dataset? {
    guard targets.count == 1, targets[0].allSatisfy({ $0 == $0.rounded() }) else { return nil }
    let values = Set(targets[0]).sorted()
    guard values.count > 2, values.count <= limit, values.allSatisfy({ Int(exactly: $0) != nil }) else {
      return nil
    }
    return try? splittingClasses(values.map { Self.className($0, of: targetNames[0]) })
  }

  /// The same for the classes of another table, given by the names of its targets.
  ///
  /// - Throws: `DataError.invalidLabel` for the first row of another class.
  package func splittingClasses(_ names: [String]) throws(DataError) -> Dataset {
    let (name, column) = (targetNames[0], targets[0])
    let own = column.map { Self.className($0, of: name) }
    if let s = own.indices.first(where: { !names.contains(own[$0]) }) {
      throw .invalidLabel(
        value: column[s], row: s + 1, column: name,
        expected: "one of the classes of the other table, \(names.joined(separator: ", "))")
    }
    return Dataset(
      inputNames: inputNames, targetNames: names, inputs: inputs,
      targets: names.map { name in own.map { $0 == name ? 1 : 0 } },
      weights: weights, weightsAreInverseVariances: weightsAreInverseVariances)
  }

  /// The name of a class of a numeric column: `digit=3`.
  private static func className(_ value: Double, of column: String) -> String {
    Int(exactly: value).map { "\(column)=\($0)" } ?? "\(column)=\(value)"
  }
}
