import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import KANTraining

extension Formula {
  /// The relative increase of the root mean square error that rounding the constants may cause.
  fileprivate static let allowedLoss = 0.01
  /// The most digits beyond those that the errors justify: no more than a double has.
  fileprivate static let mostExtraDigits = 15
  /// The smallest rounding error of papers and pages, as a share of the largest target: a reader gains nothing from more digits.
  fileprivate static let readableRounding = 1e-12

  /// The formula as papers and pages show it: each measured constant with the digits that its error justifies, and for all of them
  /// as many more as it takes to agree with the table as well as the formula itself. Correlated constants need them: rounded one by
  /// one, their errors no longer cancel.
  func rounded(on data: Dataset?) -> Formula {
    showing(.plain, extraDigits: extraDigits(on: data))
  }

  /// The digits beyond those that the errors of the constants justify, without which the printed formula agrees worse with a table.
  func extraDigits(on data: Dataset?) -> Int {
    guard let data, let target = data.targetNames.firstIndex(of: outputName) else { return 0 }
    return extraDigits(
      on: RoundingRows(
        names: data.inputNames, columns: data.inputs, target: data.targets[target], weights: data.weights))
  }

  fileprivate func extraDigits(on rows: RoundingRows) -> Int {
    guard let full = rows.errors(of: expression) else { return 0 }
    return (0..<Self.mostExtraDigits).first { digits in
      // Named rounded numbers hold the exact values, so the printed text is parsed again.
      rows.reproduce(
        full, showing(.plain, extraDigits: digits).text, constants: expression.namedConstants,
        rounding: Self.readableRounding)
    } ?? Self.mostExtraDigits
  }

  /// The number of significant digits of every measured constant with which the printed formula reproduces its errors on a table: at
  /// least `fewest`, and all 17 where the constants cancel to the last digit.
  package func digits(on data: Dataset?, fewest: Int) -> Int {
    guard meaning == .quantity, let data, let target = data.targetNames.firstIndex(of: outputName) else {
      return fewest
    }
    let rows = RoundingRows(
      names: data.inputNames, columns: data.inputs, target: data.targets[target], weights: data.weights)
    guard let full = rows.errors(of: expression) else { return fewest }
    return (fewest..<17).first { digits in
      rows.reproduce(
        full, text(digits: digits), constants: expression.namedConstants, rounding: 4 * Double.ulpOfOne)
    } ?? 17
  }
}

extension Form.Fit {
  /// The digits of constants and errors beyond those that the errors justify, without which the printed laws of all groups agree
  /// worse with their rows: one number for all, so that laws and tables show the same.
  package var extraDigits: Int {
    formulas.enumerated().map { g, formula in
      let rows = rowGroups.indices.filter { rowGroups[$0] == g }
      return formula.withNumbers.extraDigits(
        on: RoundingRows(
          names: form.inputs, columns: columns.map { column in rows.map { column[$0] } },
          target: rows.map { target[$0] },
          weights: targetErrors.map { errors in rows.map { 1 / (errors[$0] * errors[$0]) } }))
    }.max() ?? 0
  }
}

/// The rows on which a printed formula is compared with the formula itself.
private struct RoundingRows {
  let names: [String]
  let columns: [[Double]]
  let target: [Double]
  /// `nil` if every row counts once.
  let weights: [Double]?

  /// The root mean square error, with every row counted once and by the weights; `nil` if it is not finite.
  func errors(of expression: KANFormula.Expression) -> [Double]? {
    guard let compiled = try? CompiledExpression(expression, variables: names) else { return nil }
    let values = compiled.values(columns)
    guard values.count == target.count else { return nil }
    var errors = [Metrics.rmse(values, target)]
    // A sum of squares with negative weights would not measure a distance.
    if let weights { errors.append(Metrics.rmse(values, target, weights: weights.map { max(0, $0) })) }
    return errors.allSatisfy(\.isFinite) ? errors : nil
  }

  /// Whether a formula as printed has errors at most slightly larger than `full`; rounding of the target, a share of its largest
  /// value, does not count.
  func reproduce(
    _ full: [Double], _ printed: String, constants: [NamedConstant], rounding: Double
  ) -> Bool {
    guard let expression = try? Expression(parsing: printed, constants: constants),
      let errors = errors(of: expression)
    else { return false }
    let floor = rounding * (target.map(abs).max() ?? 0)
    return zip(errors, full).allSatisfy { $0 <= $1 * (1 + Formula.allowedLoss) + floor }
  }
}
