import KANData
import KANFormula

extension Formula {
  /// The formula with its agreement with one more part of the data, in place of an older figure of that part.
  ///
  /// - Parameters:
  ///   - data: Rows with the formula's variables among the inputs and its output as the target.
  ///   - part: What the rows are: `test`.
  /// - Throws: An error when a variable is no column of the table.
  public func measured(on data: Dataset, as part: String) throws -> Formula {
    let column: Dataset
    let j = data.targetNames.firstIndex(of: outputName) ?? 0
    column = try Dataset(
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
  /// What a target of this meaning is taken to be.
  package var likelihood: Likelihood { if case .logOdds = self { .bernoulli } else { .gaussian } }
}
