import KANFormula
import KANModel
import KANSymbolic

/// A formula with all by which it is compared with others.
struct Law: Sendable, Codable {
  /// The networks that a law was read off.
  struct Networks: Sendable, Codable {
    let splines: Network
    /// The same with closed forms on its edges.
    let closedForm: Network
  }

  /// How it came about.
  let origin: LawOrigin
  /// The formula, its constants and how well they are known.
  let built: FormulaBuilder.Built
  /// What it takes to write down, with the rows it was fitted to.
  let length: DescriptionLength
  /// What its residuals are likeliest to be.
  let noise: NoiseModel
  /// Whether it reproduces every row of the table within the rounding of its columns.
  let isExact: Bool
  /// Whether no input tells on which side of the law a target lies.
  var hasNoTrend = true
  /// Whether it has a pole or an undefined point between the rows.
  var breaksInside = false
  /// The networks that it was read off; `nil` where there were none.
  var networks: Networks?
  /// Whether it is a plain least-squares fit that only stands beside others.
  var isReference = false

  var expression: Expression { built.expression }
  /// √(mean square residual) over the target's spread, on rows that did not decide its constants.
  var error: Double { built.validationError }

  /// Whether a search may end with it: it is exact, or comes nearer on unseen rows than wrong laws of its constants do.
  var isSettled: Bool {
    isExact || error < (built.mayBeSeries ? Exactness.unseenSeries : Exactness.unseen)
  }

  /// Whether what is left may come from the law itself: a series leaves little of a smooth law, and that looks like noise.
  var mayImitate: Bool { built.mayBeSeries && error < Exactness.visibleNoise }

  /// Whether every measured constant is known better than not at all. What reproduces the rows needs no statistics.
  var hasKnownConstants: Bool { isExact || built.looseConstants.isEmpty }

  /// With the digits of tables.
  var printed: String { TextPrinter(digits: 5).print(expression) }

  /// As tables print it, but for the order of the columns; a measured constant of 3.0 reads as the number 3.
  var shown: String {
    TextPrinter(digits: 5).print(expression.inTextbookForm()).replacing(#/(\d)\.0(?!\d)/#) { $0.output.1 }
  }

  /// Whether two laws are one but for the values of their constants.
  func hasForm(of other: Law) -> Bool { expression.form == other.expression.form }
}

extension Expression {
  /// The expression with all measured constants alike.
  var form: Expression { replacingFreeConstants(with: [Double](repeating: 0, count: freeConstants.count)) }
}
