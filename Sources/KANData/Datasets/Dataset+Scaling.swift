extension Dataset {
  /// How to bring every input to mean 0 and standard deviation 1, weights taken into account.
  package var inputStandardizer: Standardizer {
    Standardizer(names: inputNames, columns: inputs, weights: weights)
  }
  /// How to bring every target to mean 0 and standard deviation 1, weights taken into account.
  package var targetStandardizer: Standardizer {
    Standardizer(names: targetNames, columns: targets, weights: weights)
  }

  /// The inputs that have one value only.
  package var constantInputs: [String] { zip(inputNames, inputs).filter { isConstant($0.1) }.map(\.0) }
  /// The targets that have one value only.
  package var constantTargets: [String] { zip(targetNames, targets).filter { isConstant($0.1) }.map(\.0) }
}

func isConstant(_ column: [Double]) -> Bool {
  column.allSatisfy { $0 == column[0] }
}
