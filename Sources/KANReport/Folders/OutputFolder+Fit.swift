import KANFormula
import KANSymbolic

extension OutputFolder {
  /// Writes a fit as a search writes its law: `formula.tex` with `references.bib`, `Formula.swift`, the constants as `constants.tex`,
  /// `.csv` and `.json`, `account.json` and the page `report.html`; of several groups each has its own files of code and constants.
  ///
  /// - Parameters:
  ///   - fit: The fit.
  ///   - tableName: The name of the table's file.
  ///   - commands: The command lines that repeat it, if there are any.
  ///   - account: What `account.json` holds instead of the fit alone.
  /// - Returns: The paths of the files written.
  public func write(
    _ fit: FormFit, tableName: String = "", commands: [String] = [],
    account: (any Encodable & Sendable)? = nil
  ) throws(ReportError)
    -> [String]
  {
    let paper = FitFragment(fit)
    var written = [
      try write(paper.formula, to: "formula.tex"), try write(paper.references, to: "references.bib"),
    ]
    for (n, formula) in fit.formulas.enumerated() {
      let group = fit.groups.isEmpty ? "" : fit.groups[n].filter { $0.isLetter || $0.isNumber || $0 == "_" }
      let suffix = fit.groups.isEmpty ? "" : "-\(n + 1)\(group.isEmpty ? "" : "-" + group)"
      written.append(try write(formula.withNumbers.swift(functionName: "law"), to: "Formula\(suffix).swift"))
      written += try writeConstants(of: formula, suffix: suffix)
    }
    written.append(try write(FitPage(fit, tableName: tableName, commands: commands).text, to: "report.html"))
    let record: any Encodable & Sendable = account ?? FitRecord(fit)
    written.append(try write(try document(record), to: "account.json"))
    return written
  }
}
