import KANData
import KANFormula

extension Formula {
  /// The formula with its agreement with one more part of the data, which replaces an older entry for that part.
  ///
  /// - Parameters:
  ///   - data: Rows with the formula's variables among the inputs and its output as a target; if no target has the name
  ///     of the output, the first one is taken.
  ///   - part: The name of the part, such as `test`.
  /// - Throws: An error if a variable is not a column of the table, or if the formula gives log-odds and a
  /// target is neither 0 nor 1.
  public func measured(on data: Dataset, as part: String) throws -> Formula {
    let j = data.targetNames.firstIndex(of: outputName) ?? 0
    let column = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: [data.targetNames[j]],
      targets: [data.targets[j]], weights: data.weights)
    if let stranger = expression.variables.first(where: { !data.inputNames.contains($0) }) {
      throw FormulaError.unknownVariable(stranger, known: data.inputNames)
    }
    if case .logOdds = meaning {
      try column.requireBinaryLabels()
    }
    var result = self
    result.fidelity.removeAll { $0.part == part }
    result.fidelity.append(
      ExpressionRefiner(column, likelihood: meaning.likelihood).fidelity(of: expression, part: part))
    return result
  }
}

extension Formula.Meaning {
  /// The statistical model of a target with this meaning.
  package var likelihood: Likelihood { if case .logOdds = self { .bernoulli } else { .gaussian } }
}
