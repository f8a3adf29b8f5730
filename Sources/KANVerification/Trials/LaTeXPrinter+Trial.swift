import KANFormula

extension LaTeXPrinter: VerifiableLanguage {
  /// LaTeX typesets the text without warnings: no unknown commands, no overfull lines.
  package static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial {
    let packages = ["amsmath", "longtable", "siunitx"].map { "\\usepackage{\($0)}" }
    let body = cases.map { LaTeXPrinter().document($0.program) }.joined(separator: "\n")
    let text = (["\\documentclass{article}"] + packages + ["\\begin{document}", body, "\\end{document}"])
      .joined(separator: "\n")
    return LanguageTrial(
      files: ["trial.tex": text],
      commands: [.init("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "trial.tex"])],
      expectation: .silence(about: ["Overfull", "LaTeX Error", "Missing character", "undefined"]))
  }
}
