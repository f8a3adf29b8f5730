extension Dataset {
  /// The scaling of every input to mean 0 and standard deviation 1, taking weights into account.
  package var inputStandardizer: Standardizer {
    Standardizer(names: inputNames, columns: inputs, weights: weights)
  }
  /// The scaling of every target to mean 0 and standard deviation 1, taking weights into account.
  package var targetStandardizer: Standardizer {
    Standardizer(names: targetNames, columns: targets, weights: weights)
  }

  /// The inputs that have only one value.
  package var constantInputs: [String] { zip(inputNames, inputs).filter { isConstant($0.1) }.map(\.0) }
  /// The targets that have only one value.
  package var constantTargets: [String] { zip(targetNames, targets).filter { isConstant($0.1) }.map(\.0) }
}

func isConstant(_ column: [Double]) -> Bool {
  column.allSatisfy { $0 == column[0] }
}
