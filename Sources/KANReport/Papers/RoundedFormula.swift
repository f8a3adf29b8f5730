import KANData
import KANFormula
import KANNumerics
import KANTraining

extension Formula {
  /// The part of its error by which a printed formula may be worse than the fitted one.
  private static let loss = 0.01
  /// Digits that may be added to those of the tables of constants; more are all there are.
  private static let mostDigits = 15

  /// The right-hand side with its measured constants rounded together: each to the digits of the tables of constants, and all
  /// to as many more as keep the error within a hundredth, which correlated constants need. Six significant digits where
  /// there is no error.
  ///
  /// Errors and correlations tell how much rounding costs: Δχ² = δᵀ·C⁻¹·δ.
  var roundedExpression: KANFormula.Expression {
    let rows = Double(fidelity.first?.count ?? 0)
    let allowed = ((1 + Self.loss) * (1 + Self.loss) - 1) * rows
    return firstRounding { rises($0) <= allowed }
  }

  /// The same, measured as printed on a table that has its columns.
  func roundedExpression(on data: Dataset) -> KANFormula.Expression {
    guard let j = data.targetNames.firstIndex(of: outputName),
      let full = rootMeanSquare(of: expression, data, j), full > 0
    else { return roundedExpression }
    return firstRounding { values in
      let rounded = expression.replacingFreeConstants(with: values)
      return rootMeanSquare(of: rounded, data, j).map { $0 <= (1 + Self.loss) * full } ?? false
    }
  }

  private func rootMeanSquare(of law: KANFormula.Expression, _ data: Dataset, _ j: Int) -> Double? {
    guard let compiled = try? CompiledExpression(law, variables: data.inputNames) else { return nil }
    let error = Metrics.rmse(compiled.values(data.inputs), data.targets[j], weights: nil)
    return error.isFinite ? error : nil
  }

  /// The expression with the fewest digits that are accepted.
  private func firstRounding(_ isAccepted: ([Double]) -> Bool) -> KANFormula.Expression {
    let values = expression.freeConstants
    for extra in 0..<Self.mostDigits {
      let rounded = values.enumerated().map { n, value in
        Self.rounded(
          value, error: n < constants.count ? constants[n].standardError : nil, extraDigits: extra)
      }
      if isAccepted(rounded) { return expression.replacingFreeConstants(with: rounded) }
    }
    return expression
  }

  /// How much χ² rises where constants are rounded; 0 where errors or correlations are not known.
  private func rises(_ rounded: [Double]) -> Double {
    let values = expression.freeConstants
    guard correlation.count == values.count, constants.count >= values.count else { return 0 }
    var shifts: [Double] = []
    for (n, value) in values.enumerated() {
      guard let error = constants[n].standardError, error > 0 else { return 0 }
      shifts.append((rounded[n] - value) / error)
    }
    var matrix = Matrix(rows: values.count, columns: values.count)
    for r in values.indices {
      guard correlation[r].count == values.count else { return 0 }
      for c in values.indices { matrix[r, c] = correlation[r][c] }
    }
    guard let factor = CholeskyFactor(matrix) else { return .infinity }
    return zip(shifts, factor.solve(shifts)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func rounded(_ value: Double, error: Double?, extraDigits: Int) -> Double {
    func rounded(digits: Int) -> Double { Double(value.decimalText(digits: min(17, digits))) ?? value }
    let measured = MeasuredValue(value, standardError: error)
    guard let error = measured.standardError else { return rounded(digits: 6 + extraDigits) }
    guard extraDigits > 0 else {
      // A term that its error outweighs stays in the formula with one digit.
      return measured.roundedValue == 0 ? rounded(digits: 1) : measured.roundedValue
    }
    let finer = MeasuredValue(value, standardError: error / Double.pow(10, Double(extraDigits)))
    return finer.roundedValue == 0 ? rounded(digits: 1 + extraDigits) : finer.roundedValue
  }
}
