import KANFitting
import KANFormula
import KANNumerics

/// The agreement of a fit with its rows.
extension FormFitter {
  /// The statistics of all rows.
  func statistics(
    _ rows: FormRows, _ predictions: [Double], _ residuals: [Double], freedom: Int
  ) -> Form.Fit.Statistics {
    var square = CompensatedSum()
    var largest = 0.0
    for (f, y) in zip(predictions, rows.target) {
      square.add((f - y) * (f - y))
      largest = max(largest, abs(f - y))
    }
    let total = rows.target.sumOfSquaredDeviations
    let chiSquare = rows.sigma == nil ? nil : residuals.sumOfSquares
    return Form.Fit.Statistics(
      rows: rows.count, degreesOfFreedom: freedom, sumOfSquares: square.value,
      residualStandardDeviation: freedom > 0 ? (square.value / Double(freedom)).squareRoot() : nil,
      rmse: (square.value / Double(rows.count)).squareRoot(), maximumError: largest,
      rSquared: total > 0 ? 1 - square.value / total : square.value == 0 ? 1 : 0, chiSquare: chiSquare,
      probability: chiSquare.flatMap {
        freedom > 0 ? ChiSquareTest.probability(of: $0, degreesOfFreedom: freedom) : nil
      })
  }

  /// The law of a group: the form with its constants under their names.
  func formula(
    of group: Int, _ system: FormSystem, constants: [Form.Fit.Constant], correlation: [[Double]],
    predictions: [Double]
  ) -> Formula {
    let rows = system.rows
    let index = system.layout.index[group]
    var values: [String: Expression] = [:]
    for (name, p) in zip(form.constants, index) {
      values[name] = .constant(
        NamedConstant(name: name, value: constants[p].value, latex: LaTeXPrinter().name(name)))
    }
    let own = rows.group.indices.filter { rows.group[$0] == group }
    var square = 0.0
    var largest = 0.0
    let mean = own.reduce(0) { $0 + rows.target[$1] } / Double(max(1, own.count))
    var total = 0.0
    for s in own {
      let r = predictions[s] - rows.target[s]
      square += r * r
      largest = max(largest, abs(r))
      total += (rows.target[s] - mean) * (rows.target[s] - mean)
    }
    var formula = Formula(
      outputName: form.targetName, expression: form.expression.substituting(values),
      variables: zip(form.inputs, rows.columns).map { name, column in
        Formula.Variable(name: name, range: (column.min() ?? 0)...(column.max() ?? 0))
      },
      constants: index.map { p in
        Formula.Constant(
          value: constants[p].value, standardError: constants[p].standardError, name: constants[p].name)
      }, correlation: index.map { a in index.map { correlation[a][$0] } },
      fidelity: [
        Formula.Fidelity(
          part: "train", rmse: (square / Double(max(1, own.count))).squareRoot(),
          rSquared: total > 0 ? 1 - square / total : square == 0 ? 1 : 0, maximumError: largest,
          count: own.count)
      ])
    formula.validity = formula.validityOnBox()
    return formula
  }
}
