import SwiftKAN

/// How well the laws of several classes together separate them, as readable text.
struct ClassesText {
  let text: String

  /// The largest number of classes whose areas fit on a line.
  private static let areaLimit = 6

  init(_ discovery: Discovery.OfClasses) {
    let showsAreas = discovery.classes.count <= Self.areaLimit
    var table = TextTable(
      ["part", "rows", "log-loss", "log-loss of frequencies", "accuracy"]
        + (showsAreas ? discovery.shortNames.map { "ROC AUC of \($0)" } : []),
      numbers: Set(1..<5 + (showsAreas ? discovery.classes.count : 0)))
    for part in discovery.fidelity {
      let areas = part.areas.map { area in
        area.value.map { FormulaFacts.measured($0, area.standardError ?? 0) } ?? ""
      }
      table.add(
        [
          part.part, "\(part.count)", part.logLoss.text(digits: 4), part.logLossOfShares.text(digits: 4),
          part.accuracy.text(digits: 4),
        ] + (showsAreas ? areas : []))
    }
    let validation =
      discovery.isCrossValidated
      ? ". In cross-validation the constants were fitted without the rows that are predicted; the forms were chosen with all rows"
      : ""
    let standIn =
      discovery.laws.contains { $0.formula == nil }
      ? ", or, where no law predicts better than a constant, the formula marked in its table" : ""
    text = """
      all classes: P(class) = exp(score)/(sum of exp(score) of all classes); the score of \(discovery.reference) is 0, that of another \
      class is the value of its law above\(standIn)\(validation)

      \(table.fitted(to: Terminal.resultWidth))
      """
  }
}
