import KANSearch

/// The formula of a network's output as a whole.
package struct WholeFormulaRecord: Encodable, Sendable {
  /// The formula.
  package let formula: FormulaRecord
  /// Its error on the network's box, √(mean square) over the spread of the network's values there.
  package let relativeError: Double?

  /// The record of a formula.
  package init(_ whole: WholeFormula) {
    formula = FormulaRecord(whole.formula)
    relativeError = whole.relativeError
  }
}
