import KANFormula
import KANModel
import KANSearch
import KANSymbolic

/// What became of every edge of a network, and the formulas that follow.
package struct SymbolifyRecord: Encodable, Sendable {
  /// One decision an edge, in the order they were taken.
  package let decisions: [Network.SymbolifyAccount.Decision]
  /// Root mean square residual over the target's spread, before anything was replaced.
  package let errorBefore: Double
  /// The same at the end.
  package let errorAfter: Double
  /// One formula an output; none while an edge is still a spline.
  package let formulas: [FormulaRecord]
  /// Short formulas of outputs as wholes, where their curves compose long ones or none.
  package let wholes: [WholeFormulaRecord]

  /// Writes an account and its formulas down.
  package init(_ account: Network.SymbolifyAccount, formulas: [Formula], wholes: [WholeFormula] = []) {
    decisions = account.decisions
    errorBefore = account.errorBefore
    errorAfter = account.errorAfter
    self.formulas = formulas.map(FormulaRecord.init)
    self.wholes = wholes.map(WholeFormulaRecord.init)
  }
}
