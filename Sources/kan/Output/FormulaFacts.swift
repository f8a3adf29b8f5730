import SwiftKAN

/// The facts about a formula: its errors, its measured constants, its domain and its distance from the network that it was read off.
struct FormulaFacts {
  let text: String

  /// The facts about a formula, whose constants are listed with at most `mostDigits` digits.
  init(_ formula: Formula, mostDigits: Int = 8) {
    let fidelity = Self.table(formula.fidelity)
    // Terms that turned out to be zero are no longer in the formula.
    let shown = formula.constants.filter { $0.recognisedAs != "0" }
    var constants = TextTable(["fitted", "± error", "identified as"], numbers: [0, 1])
    for constant in shown {
      constants.add(
        constant.value.text(digits: Self.digits(constant, atMost: mostDigits)),
        constant.standardError?.text(digits: 2) ?? "",
        constant.recognisedAs ?? (constant.isConsistentWithZero ? "consistent with zero" : ""))
    }
    text = [
      formula.fidelity.isEmpty ? "" : fidelity.text, shown.isEmpty ? "" : constants.text,
      formula.agreement.map { AgreementText($0).text } ?? "",
      formula.validity.map { Self.text($0, of: formula) } ?? "",
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The digits of a constant down to the second digit of its error; at least 2.
  private static func digits(_ constant: Formula.Constant, atMost most: Int) -> Int {
    guard let error = constant.standardError, error > 0, constant.value != 0 else { return most }
    func power(_ x: Double) -> Int { Int(Double.log10(x.magnitude).rounded(.down)) }
    return min(max(power(constant.value) - power(error) + 2, 2), most)
  }

  private static func table(_ fidelity: [Formula.Fidelity]) -> TextTable {
    guard fidelity.contains(where: { $0.labels != nil }) else {
      let titles = Formula.Fidelity.titles(fidelity)
      var table = TextTable(
        ["part", "rows", titles.rmse, titles.rSquared, "largest error"], numbers: [1, 2, 3, 4])
      for part in fidelity {
        table.add(
          part.part, "\(part.count)", part.rmse.text(digits: 3), part.rSquaredText,
          part.maximumError.text(digits: 3))
      }
      return table
    }
    var table = TextTable(
      ["part", "rows", "ROC AUC", "log-loss", "accuracy", "calibration slope"], numbers: [1, 2, 3, 4, 5])
    for part in fidelity {
      guard let labels = part.labels else { continue }
      table.add(
        part.part, "\(part.count)", measured(labels.rocAUC, labels.rocAUCError),
        labels.logLoss.text(digits: 4),
        labels.accuracy.text(digits: 4), measured(labels.calibrationSlope, labels.calibrationSlopeError))
    }
    return table
  }

  /// For example "0.9412 ± 0.0031".
  static func measured(_ value: Double, _ error: Double) -> String {
    guard error > 0 else { return value.text(digits: 4) }
    // An error below the rounding error of the value is meaningless.
    guard error > value.magnitude * Double.ulpOfOne else { return value.text(digits: 15) }
    return Formula.MeasuredValue(value, standardError: error).text(.plusMinus)
  }

  private static func text(_ validity: FormulaValidity, of formula: Formula) -> String {
    // A constant has no box, and is defined everywhere.
    guard !validity.box.isEmpty || formula.variables.isEmpty else {
      return "note: the formula is not defined anywhere within the ranges of the inputs"
    }
    guard !formula.isProvenOnItsBox else {
      return "proven: defined everywhere within the ranges of the inputs"
    }
    let conditions = validity.conditions.map { "\($0.text) (\($0.function))" }
    let ranges = validity.box.compactMap { variable in
      variable.range.map { "\(variable.name) in [\($0.lowerBound.text()), \($0.upperBound.text())]" }
    }
    return "defined where " + (conditions + ranges).joined(separator: ", ")
  }
}
