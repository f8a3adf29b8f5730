import KANFormula
import KANModel
import KANNumerics

extension FormulaBuilder {
  /// A law as a formula for users: constants with errors, the box on which it was found, and its agreement with training and
  /// validation rows.
  ///
  /// - Parameters:
  ///   - built: The law.
  ///   - splines: The network that it was read off; `nil` if there is none to compare it with.
  ///   - closedForm: The same network with functions on its edges.
  ///   - columns: The data, in the order of the network's inputs.
  ///   - isAllowed: Whether a form of the expression is allowed, as in `formula(_:allowing:)`.
  package func certified(
    _ built: Built, splines: Network?, closedForm: Network?, on columns: [[Double]],
    options: CertificationOptions, allowing isAllowed: (Expression) -> Bool = { _ in true }
  ) -> Formula {
    var formula = formula(built, allowing: isAllowed)
    formula.validity = formula.validityOnBox()
    formula.agreement = try? splines?.agreement(
      of: formula, closedForm: closedForm, on: columns, options: options)
    return formula
  }

  /// The same without the comparison with a network.
  ///
  /// The formula is the law in textbook form, with variables in the order of the columns.
  ///
  /// - Parameters:
  ///   - built: The law.
  ///   - isAllowed: Whether a form may be shown; if the textbook form is not allowed, the law keeps its own.
  package func formula(_ built: Built, allowing isAllowed: (Expression) -> Bool = { _ in true }) -> Formula {
    var form = TextbookForm(of: built.expression, on: box, variables: training.names)
    if !isAllowed(form.expression) { form = TextbookForm(keeping: built.expression) }
    let errors = built.refined.fit.standardErrors
    let free = zip(form.expression.freeConstants, form.places).map { value, place in
      Formula.Constant(value: value, standardError: Self.honest(errors[place.original], of: value))
    }
    let named = Self.shown(built.recognitions, of: built.expression, in: form.expression).map { recognition in
      Formula.Constant(
        value: recognition.measured,
        standardError: Self.honest(recognition.standardError, of: recognition.measured),
        recognisedAs: TextPrinter().print(recognition.exact))
    }
    return Formula(
      outputName: outputName, meaning: training.likelihood == .bernoulli ? .logOdds(event: event) : .quantity,
      expression: form.expression,
      variables: training.names.map { Formula.Variable(name: $0, range: box[$0]) }, constants: free + named,
      correlation: Self.rows(of: built.refined.fit.correlation, in: form.places),
      fidelity: fidelity(of: form.expression))
  }

  /// The recognised constants that readers find in the form: none if it has other numbers than the law that they were recognised in,
  /// as (x − y)² has others than x² − 2·x·y + y².
  static func shown(
    _ recognitions: [ConstantRecognizer.Recognition], of law: Expression, in form: Expression
  ) -> [ConstantRecognizer.Recognition] {
    guard law.exactNumbers == form.exactNumbers, recognitions.allSatisfy({ $0.isKept != false }) else {
      return []
    }
    // A constant recognised as zero is an absent term, and terms whose constants agree may merge when another one disappears: every
    // constant needs numbers of its own.
    var unclaimed = form.exactNumbers.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    return recognitions.filter { recognition in
      guard recognition.exact != 0 else { return false }
      var rest = unclaimed
      for number in recognition.exact.exactNumbers { rest[number, default: 0] -= 1 }
      guard rest.values.allSatisfy({ $0 >= 0 }) else { return false }
      unclaimed = rest
      return true
    }
  }

  private func fidelity(of law: Expression) -> [Formula.Fidelity] {
    let fitted = training.fidelity(of: law, part: "train")
    guard case .keptBack(let rows) = judge else { return [fitted] }
    return [fitted, rows.fidelity(of: law, part: "validation")]
  }

  /// The correlations of constants that have changed positions and signs, row by row; empty if a number is not finite.
  private static func rows(of matrix: Matrix, in places: [TextbookForm.ConstantPlace]) -> [[Double]] {
    guard matrix.elements.allSatisfy(\.isFinite), matrix.rows == places.count else { return [] }
    return places.map { a in
      places.map { b in
        let value = matrix[a.original, b.original]
        return a.isNegated == b.isNegated ? value : -value
      }
    }
  }

  /// No constant is known better than its own last digit, whatever the residuals are.
  private static func honest(_ standardError: Double, of value: Double) -> Double? {
    standardError.isFinite ? max(standardError, value.ulp) : nil
  }
}
