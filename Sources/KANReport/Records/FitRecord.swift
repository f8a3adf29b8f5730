import KANFormula
import KANSymbolic

/// The document `account.json` of a fit: the form, its constants with errors and correlations, and how well it agrees.
package struct FitRecord: Encodable, Sendable {
  /// The form as it was given.
  package let form: String
  /// The name of the target.
  package let target: String
  /// The constants in the order of the form, one per group if groups have their own.
  package let constants: [Form.Fit.Constant]
  /// The correlations of the constants, row by row.
  package let correlation: [[Double]]
  /// The agreement with the rows.
  package let statistics: Form.Fit.Statistics
  /// How the fit was made.
  package let fit: Form.Fit.Account
  /// The groups in the order of the table.
  package let groups: [String]
  /// The law in every notation; one per group if there are groups.
  package let formulas: [FormulaRecord]
  /// The versions that produced the document.
  package let versions: DiscoveryRecord.Versions

  /// The record of a fit.
  package init(_ fit: Form.Fit) {
    form = fit.form.text
    target = fit.form.targetName
    constants = fit.constants
    correlation = fit.correlation
    statistics = fit.statistics
    self.fit = fit.account
    groups = fit.groups
    let extraDigits = fit.extraDigits
    formulas = fit.formulas.map { FormulaRecord($0.withNumbers, extraDigits: extraDigits) }
    versions = DiscoveryRecord.Versions(account: 1, swiftKAN: packageVersion)
  }
}
