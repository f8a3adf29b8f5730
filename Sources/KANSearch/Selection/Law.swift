import KANFormula
import KANModel
import KANSymbolic

/// A formula with everything needed to compare it with others.
struct Law: Sendable, Codable {
  /// The networks from which a law was read off.
  struct Networks: Sendable, Codable {
    let splines: Network
    /// The same network with closed forms on its edges.
    let closedForm: Network
  }

  /// Its origin.
  let origin: LawOrigin
  /// The formula, with its constants and their errors.
  let built: FormulaBuilder.Built
  /// Its description length, with the rows to which it was fitted.
  let length: DescriptionLength
  /// The most likely model of its residuals.
  let noise: NoiseModel
  /// Whether it reproduces every row of the table within the rounding of its columns.
  let isExact: Bool
  /// Whether the sign of the residuals does not depend on any input.
  var hasNoTrend = true
  /// Whether it has a pole or an undefined point between the rows.
  var breaksInside = false
  /// Whether it has a value that only the row itself determines, such as a peak fitted to an outlier; `nil` if that was not checked.
  var restsOnSingleRows: Bool?
  /// Whether log-odds tell every label of the training rows with near certainty; `nil` for quantities. The likelihood has no maximum
  /// then: the rows do not determine the size of the constants, and their standard errors mean nothing.
  var separatesLabels: Bool?
  /// The networks from which it was read off; `nil` if there were none.
  var networks: Networks?
  /// Whether it is a plain least-squares fit that only serves for comparison.
  var isReference = false

  var expression: Expression { built.expression }
  /// √(mean square residual) over the target's spread, on rows to which its constants were not fitted.
  var error: Double { built.validationError }

  /// Whether a search may end with it: it is exact, or more accurate on unseen rows than wrong laws with as many constants.
  var isSettled: Bool {
    isExact || error < (built.mayBeSeries ? Exactness.unseenSeries : Exactness.unseen)
  }

  /// Whether the residuals may come from the law itself: those of a series fitted to a smooth law are small and look like noise.
  var mayImitate: Bool { built.mayBeSeries && error < Exactness.visibleNoise }

  /// Whether every measured constant exceeds its error and rests on more than one row. Laws that reproduce the rows, or separate the
  /// labels, need no statistics; constant log-odds are zero where both labels are equally frequent.
  var hasKnownConstants: Bool {
    isExact || separatesLabels == true || isShareOfLabels
      || built.looseConstants.isEmpty && restsOnSingleRows != true
  }

  /// Whether it gives the same log-odds for every row: the share of the event.
  var isShareOfLabels: Bool { separatesLabels != nil && expression.variables.isEmpty }

  /// The law with the digits of tables.
  var printed: String { TextPrinter(digits: 5).print(expression) }

  /// The law as tables print it, apart from the order of the columns; a measured constant of 3.0 is printed as 3.
  var shown: String {
    TextPrinter(digits: 5).print(expression.inTextbookForm()).replacing(#/(\d)\.0(?!\d)/#) { $0.output.1 }
  }

  /// Whether two laws differ only in the values of their constants.
  func hasForm(of other: Law) -> Bool { expression.form == other.expression.form }
}

extension Expression {
  /// The expression with all measured constants set equal.
  var form: Expression { replacingFreeConstants(with: [Double](repeating: 0, count: freeConstants.count)) }
}
