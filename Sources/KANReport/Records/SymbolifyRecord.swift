import KANFormula
import KANModel
import KANSearch
import KANSymbolic

/// The decision on each edge of a network, and the resulting formulas.
package struct SymbolifyRecord: Encodable, Sendable {
  /// One decision per edge, in the order in which they were taken.
  package let decisions: [Network.SymbolifyAccount.Decision]
  /// Root mean square residual over the target's spread, before anything was replaced.
  package let errorBefore: Double
  /// The same at the end.
  package let errorAfter: Double
  /// One formula per output; empty while an edge is still a spline.
  package let formulas: [FormulaRecord]
  /// Short formulas of whole outputs, where their curves compose long ones or none.
  package let wholes: [WholeFormulaRecord]
  /// Notes for users; left out if there are none.
  package let notes: [String]?

  /// The record of an account and its formulas.
  package init(
    _ account: Network.SymbolifyAccount, formulas: [Formula], wholes: [WholeFormula] = [],
    notes: [String]? = nil
  ) {
    self.notes = notes
    decisions = account.decisions
    errorBefore = account.errorBefore
    errorAfter = account.errorAfter
    self.formulas = formulas.map(FormulaRecord.init)
    self.wholes = wholes.map(WholeFormulaRecord.init)
  }
}
