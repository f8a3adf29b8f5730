import KANFiles
import KANFormula
import KANSymbolic

extension OutputFolder {
  /// Writes a fit as a search writes its law: `formula.tex` with `references.bib`, `Formula.swift`, the constants as
  /// `constants.tex`, `.csv` and `.json`, `account.json` and the page `report.html`; with several groups, each has its
  /// own files of code and constants.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - tableName: The name of the table's file.
  ///   - commands: The command lines that repeat it, if any.
  ///   - account: What to write to `account.json` instead of the fit alone.
  /// - Returns: The paths of the files written, without that of `manifest.json`.
  /// - Throws: An error if a file cannot be written, or if the account cannot be written as JSON.
  public func write(
    _ fit: Form.Fit, tableName: String = "", commands: [String] = [],
    account: (any Encodable & Sendable)? = nil
  ) throws
    -> [String]
  {
    // Whoever searched several experiments for the form says so in the account.
    let paper = FitFragment(fit, isFound: account is GroupedDiscoveryRecord)
    let extraDigits = fit.extraDigits
    var contents = FolderContents()
    contents.write(paper.formula.utf8, to: "formula.tex")
    contents.write(paper.references.utf8, to: "references.bib")
    for (n, formula) in fit.formulas.enumerated() {
      let group = fit.groups.isEmpty ? "" : fit.groups[n].filter { $0.isLetter || $0.isNumber || $0 == "_" }
      let suffix = fit.groups.isEmpty ? "" : "-\(n + 1)\(group.isEmpty ? "" : "-" + group)"
      contents.write(formula.withNumbers.swift(functionName: "law").utf8, to: "Formula\(suffix).swift")
      try writeConstants(of: formula, suffix: suffix, extraDigits: extraDigits, to: &contents)
    }
    contents.write(FitPage(fit, tableName: tableName, commands: commands).text.utf8, to: "report.html")
    let record: any Encodable & Sendable = account ?? FitRecord(fit)
    contents.write(try document(record).utf8, to: "account.json")
    return try commit(contents)
  }
}
