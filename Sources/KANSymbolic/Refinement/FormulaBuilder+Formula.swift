import KANFormula
import KANModel
import KANNumerics

extension FormulaBuilder {
  /// A law in the form that users keep: constants with errors, the box it was found on, and its agreement with the rows
  /// it was fitted to and with those kept back.
  ///
  /// - Parameters:
  ///   - built: The law.
  ///   - splines: The network that it was read off; `nil` where there was none, and nothing to compare it with.
  ///   - closedForm: The same network with functions on its edges.
  ///   - columns: The data, in the order of the network's inputs.
  package func certified(
    _ built: Built, splines: Network?, closedForm: Network?, on columns: [[Double]],
    options: CertificationOptions
  ) -> Formula {
    var formula = formula(built)
    formula.validity = formula.validityOnBox()
    formula.agreement = try? splines?.agreement(
      of: formula, closedForm: closedForm, on: columns, options: options)
    return formula
  }

  /// The same without the comparison with a network.
  package func formula(_ built: Built) -> Formula {
    let errors = built.refined.fit.standardErrors
    let free = zip(built.expression.freeConstants, errors).map {
      FittedConstant(value: $0, standardError: Self.honest($1, of: $0))
    }
    // What was recognised as zero is a term that is not there, not a constant of the law.
    let named = built.recognitions.filter { $0.exact != 0 }.map { recognition in
      FittedConstant(
        value: recognition.measured,
        standardError: Self.honest(recognition.standardError, of: recognition.measured),
        recognisedAs: TextPrinter().print(recognition.exact))
    }
    return Formula(
      outputName: outputName, meaning: training.likelihood == .bernoulli ? .logOdds(event: event) : .quantity,
      expression: built.expression,
      variables: training.names.map { FormulaVariable(name: $0, range: box[$0]) }, constants: free + named,
      correlation: Self.rows(of: built.refined.fit.correlation),
      fidelity: fidelity(of: built.expression))
  }

  private func fidelity(of law: Expression) -> [FormulaFidelity] {
    let fitted = training.fidelity(of: law, part: "train")
    guard case .keptBack(let rows) = judge else { return [fitted] }
    return [fitted, rows.fidelity(of: law, part: "validation")]
  }

  /// A matrix by rows; none at all where a number is not finite.
  private static func rows(of matrix: Matrix) -> [[Double]] {
    guard matrix.elements.allSatisfy(\.isFinite) else { return [] }
    return (0..<matrix.rows).map { r in (0..<matrix.columns).map { matrix[r, $0] } }
  }

  /// No constant is known better than its own last digit, whatever the residuals say.
  private static func honest(_ standardError: Double, of value: Double) -> Double? {
    standardError.isFinite ? max(standardError, value.ulp) : nil
  }
}
