extension TablePreparation.Prepared {
  /// The samples with class indices 0, 1, … as the only target, and the names of the classes, such as `kind=red`; `nil` if the target
  /// does not contain classes in words, or
  /// if the model has none of them.
  ///
  /// - Parameter names: The classes of a model, which determine the indices; by default those that occur, in alphabetical order.
  /// - Throws: `DataError.unknownClass` for a class that is not among `names`.
  package func withClassIndices(
    of names: [String]? = nil
  ) throws(DataError) -> (data: Dataset, names: [String])? {
    guard let (column, levels) = classes else { return nil }
    // Two classes have one label, which is 1 for the second.
    let own = (0..<data.count).map { s in
      data.targets.count == 1 ? Int(data.targets[0][s]) : data.targets.firstIndex { $0[s] == 1 } ?? 0
    }
    let all = levels.map { "\(column)=\($0)" }
    let occurring = Set(own)
    let known = names ?? all.indices.filter(occurring.contains).map { all[$0] }
    // A model with other names for its classes knows them by numbers.
    guard all.contains(where: known.contains) else { return nil }
    let indices = all.map(known.firstIndex)
    if let stranger = occurring.sorted().first(where: { indices[$0] == nil }) {
      throw .unknownClass(name: levels[stranger], column: column, classes: known)
    }
    let joined = Dataset(
      inputNames: data.inputNames, targetNames: [column], inputs: data.inputs,
      targets: [own.map { Double(indices[$0] ?? 0) }], weights: data.weights,
      weightsAreInverseVariances: data.weightsAreInverseVariances)
    return (joined, known)
  }
}
