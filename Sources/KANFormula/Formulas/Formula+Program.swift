extension Formula {
  /// The formula as every output language writes it, with its agreement and the ranges of its inputs as remarks.
  ///
  /// - Parameter name: what code calls the function.
  public func program(named name: String = "law") -> Program {
    var remarks = ["\(outputName) = \(text(digits: 6))"]
    for part in fidelity {
      remarks.append(
        "\(part.part): RMSE \(part.rmse.decimalText(digits: 4)), R² \(part.rSquared.decimalText(digits: 6)), "
          + "\(part.count) rows")
    }
    for variable in variables {
      guard let range = variable.range else { continue }
      remarks.append(
        "\(variable.name) was seen from \(range.lowerBound.decimalText(digits: 6)) to "
          + range.upperBound.decimalText(digits: 6))
    }
    return Program(
      name: name, remarks: remarks, inputs: variables,
      outputs: [Program.Definition(name: outputName, expression: expression, unit: outputUnit)])
  }
}
