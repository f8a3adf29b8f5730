import KANFormula

extension TypstPrinter: VerifiableLanguage {
  /// Typst typesets the text without warnings.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    let body = cases.map { TypstPrinter().document($0.program) }.joined(separator: "\n")
    let main = "import typst\ntypst.compile(\"trial.typ\", output=\"trial.pdf\")\n"
    return LanguageTrial(
      files: ["trial.typ": body, "main.py": main],
      commands: [.init("python3", ["-B", "main.py"], probe: ["-c", "import typst"])],
      expectation: .silence(about: ["error", "warning"]))
  }
}
