extension Program {
  /// Several formulas as one program, with their agreement with the data and the ranges of the inputs as remarks.
  ///
  /// - Parameters:
  ///   - formulas: at least one; inputs are the variables of all, in the order of the first formula that has them.
  ///   - name: the name of the function in code.
  package init(_ formulas: [Formula], name: String = "law") {
    var remarks: [String] = []
    var inputs: [Formula.Variable] = []
    for formula in formulas {
      remarks.append("\(formula.meaning.leftSide(formula.outputName)) = \(formula.text(digits: 6))")
      if let remark = formula.meaning.remark { remarks.append(remark) }
      remarks += formula.expression.explainedConstants.map {
        "where \($0.name) = \($0.value.decimalText(digits: nil))"
      }
      remarks += formula.fidelity.map { part in
        if let labels = part.labels {
          return "\(part.part): ROC AUC \(labels.rocAUC.decimalText(digits: 4)), log-loss "
            + "\(labels.logLoss.decimalText(digits: 4)), \(part.count) rows"
        }
        return
          "\(part.part): RMSE \(part.rmse.decimalText(digits: 4)), R² \(part.rSquaredText), "
          + "\(part.count) rows"
      }
      inputs += formula.variables.filter { variable in !inputs.contains { $0.name == variable.name } }
    }
    for variable in inputs {
      guard let range = variable.range else { continue }
      remarks.append(
        "\(variable.name) ranges from \(range.lowerBound.decimalText(digits: 6)) to "
          + range.upperBound.decimalText(digits: 6))
    }
    self.init(
      name: name, remarks: remarks, inputs: inputs,
      outputs: formulas.map {
        Definition(
          name: $0.meaning.leftSide($0.outputName), expression: $0.expression, unit: $0.outputUnit,
          latex: $0.meaning == .quantity ? nil : $0.latexLeftSide)
      })
  }
}
