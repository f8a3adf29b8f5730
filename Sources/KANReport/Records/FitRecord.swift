import KANFormula
import KANSymbolic

/// The document `account.json` of a fit: the form, its constants with errors and correlations, and how well it agrees.
public struct FitRecord: Encodable, Sendable {
  /// The form as it was given.
  public let form: String
  /// What it explains.
  public let target: String
  /// The constants in the order of the form, one a group where groups have their own.
  public let constants: [FormFit.Constant]
  /// The correlations of the constants, row by row.
  public let correlation: [[Double]]
  /// The agreement with the rows.
  public let statistics: FormFit.Statistics
  /// How the fit was made.
  public let fit: FormFit.Account
  /// The groups in the order of the table.
  public let groups: [String]
  /// The law in every notation; one a group where there are groups.
  public let formulas: [FormulaRecord]
  /// What made the document.
  public let versions: DiscoveryRecord.Versions

  /// Writes a fit down.
  public init(_ fit: FormFit) {
    form = fit.form.text
    target = fit.form.targetName
    constants = fit.constants
    correlation = fit.correlation
    statistics = fit.statistics
    self.fit = fit.account
    groups = fit.groups
    formulas = fit.formulas.map { FormulaRecord($0.withNumbers) }
    versions = DiscoveryRecord.Versions(account: 1, swiftKAN: packageVersion)
  }
}
