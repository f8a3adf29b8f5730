extension Dataset {
  /// The samples at `rows`, in that order; rows may repeat.
  ///
  /// The sum of the weights of the selection is not checked again.
  ///
  /// - Parameter rows: Row numbers from 0 to `count` − 1, at least one.
  public func selecting(rows: [Int]) -> Dataset {
    precondition(!rows.isEmpty, "a selection needs at least one row")
    precondition(rows.allSatisfy { $0 >= 0 && $0 < count }, "a selected row must be one of the \(count) rows")
    func picked(_ column: [Double]) -> [Double] { rows.map { column[$0] } }
    return Dataset(
      inputNames: inputNames, targetNames: targetNames, inputs: inputs.map(picked),
      targets: targets.map(picked),
      weights: weights.map(picked), weightsAreInverseVariances: weightsAreInverseVariances)
  }

  /// The same samples with only the named inputs, in that order.
  ///
  /// - Parameter names: Names of `inputNames`, at least one and each once.
  /// - Throws: An error for a name that no input has (with the nearest one), for a repeated name, and
  /// if there are no names.
  public func selecting(inputs names: [String]) throws -> Dataset {
    var positions: [Int] = []
    for name in names {
      guard let i = inputNames.firstIndex(of: name) else {
        throw DataError.unknownColumn(name: name, role: .input, columns: inputNames)
      }
      guard !positions.contains(i) else {
        throw DataError.columnInTwoRoles(name: name, first: .input, second: .input)
      }
      positions.append(i)
    }
    guard !positions.isEmpty else { throw DataError.noInputs }
    return selecting(inputsAt: positions)
  }

  /// The same samples with only the inputs at `positions`, in that order.
  ///
  /// - Parameter positions: Positions in `inputNames`, counted from 0, at least one and each once.
  public func selecting(inputsAt positions: [Int]) -> Dataset {
    precondition(!positions.isEmpty, "a selection needs at least one input")
    precondition(Set(positions).count == positions.count, "a selection takes an input once")
    return Dataset(
      inputNames: positions.map { inputNames[$0] }, targetNames: targetNames,
      inputs: positions.map { inputs[$0] },
      targets: targets, weights: weights, weightsAreInverseVariances: weightsAreInverseVariances)
  }

  /// The samples with only one of the targets.
  ///
  /// - Parameter name: The name of the target, one of `targetNames`.
  /// - Throws: An error if there is no such target.
  public func selecting(target name: String) throws -> Dataset {
    guard let place = targetNames.firstIndex(of: name) else {
      throw DataError.unknownColumn(name: name, role: .target, columns: targetNames)
    }
    return Dataset(
      inputNames: inputNames, targetNames: [name], inputs: inputs, targets: [targets[place]],
      weights: weights,
      weightsAreInverseVariances: weightsAreInverseVariances)
  }
}
