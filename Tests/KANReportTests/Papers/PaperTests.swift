import Foundation
import KANData
import KANFormula
import KANTestSupport
import KANTraining
import Testing

@testable import KANReport

/// The fragment compiles where papers are written, and keeps to its column.
@Suite struct PaperTests {
  /// Whether pdfLaTeX is there with the packages and classes that the documents need.
  static let hasLaTeX: Bool = {
    guard ProgramOutput.path(of: "pdflatex") != nil, let finder = ProgramOutput.path(of: "kpsewhich") else {
      return false
    }
    return ["revtex4-2.cls", "siunitx.sty", "booktabs.sty", "pgfplots.sty", "tikz.sty"].allSatisfy {
      (try? ProgramOutput(of: finder, [$0]))?.status == 0
    }
  }()

  @Test(
    .enabled(if: hasLaTeX, "needs pdflatex with revtex4-2, siunitx, booktabs, tikz and pgfplots"),
    arguments: ["\\documentclass{article}", "\\documentclass[aps,prd,reprint]{revtex4-2}"],
    ["transverse mass", "wide"])
  func compilesWithoutOverfullBoxes(_ documentClass: String, _ name: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let paper = PaperFragment(try ReportPageTests.report(name))
    try folder.write(paper.formula, to: "formula.tex")
    try folder.write(paper.references, to: "references.bib")
    try folder.write(
      """
      \(documentClass)
      \\usepackage{amsmath,booktabs,siunitx,tikz,graphicx}
      \\begin{document}
      Some words before.
      \\input{formula.tex}
      \(documentClass.contains("revtex") ? "" : "\\bibliographystyle{plain}")
      \\bibliography{references}
      \\end{document}
      """, to: "main.tex")
    let first = try folder.run("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "main.tex"])
    #expect(first.status == 0, "\(first.text.suffix(1500))")
    if ProgramOutput.path(of: "bibtex") != nil {
      let bibliography = try folder.run("bibtex", ["main"])
      #expect(bibliography.status == 0, "\(bibliography.text)")
    }
    for _ in 0..<2 {
      _ = try folder.run("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "main.tex"])
    }
    let log = try String(contentsOf: folder.url.appendingPathComponent("main.log"), encoding: .isoLatin1)
    let complaints = log.split(separator: "\n").filter {
      $0.contains("Overfull") || $0.hasPrefix("!") || $0.contains("undefined")
        || $0.contains("Missing character")
    }
    #expect(complaints.isEmpty, "\(complaints)")
    if let keep = ProcessInfo.processInfo.environment["KAN_PICTURES"] {
      let kind = documentClass.contains("revtex") ? "revtex" : "article"
      try? FileManager.default.copyItem(
        atPath: folder.path("main.pdf"), toPath: "\(keep)/paper-\(kind)-\(name.prefix(4)).pdf")
      try? Data(paper.formula.utf8).write(
        to: URL(fileURLWithPath: "\(keep)/paper-\(kind)-\(name.prefix(4)).tex"))
    }
  }

  @Test func roundsConstantsToWhatIsKnown() throws {
    let expression = try KANFormula.Expression(parsing: "1.23456789*x + 2.5")
    let formula = Formula(
      outputName: "y", expression: expression,
      constants: [
        FittedConstant(value: 1.23456789, standardError: 0.0021),
        FittedConstant(value: 2.5, standardError: nil),
      ])
    #expect(TextPrinter().print(formula.roundedExpression) == "1.2346*x + 2.5")
  }

  /// Constants that are known only together keep the digits that they need together: two slopes of nearly the same
  /// column, each known to a tenth, their sum to a thousandth.
  @Test func roundsCorrelatedConstantsTogether() throws {
    let x = (0..<40).map { 1 + Double($0) / 40 }
    let z = x.map { $0 + 1e-3 * ($0 - 1.5) * ($0 - 1.5) }
    let y = zip(x, z).enumerated().map { 10.237 * $1.0 - 8.761 * $1.1 + ($0 % 2 == 0 ? 1e-3 : -1e-3) }
    let data = try Dataset(inputNames: ["x", "z"], inputs: [x, z], targetNames: ["y"], targets: [y])
    let formula = Formula(
      outputName: "y", expression: try KANFormula.Expression(parsing: "10.237*x - 8.761*z"),
      constants: [10.237, -8.761].map { FittedConstant(value: $0, standardError: 0.5) },
      correlation: [[1, -0.9999999], [-0.9999999, 1]],
      fidelity: [FormulaFidelity(part: "train", rmse: 1e-3, rSquared: 1, maximumError: 1e-3, count: 40)])
    for rounded in [formula.roundedExpression, formula.roundedExpression(on: data)] {
      let printed = try KANFormula.Expression(parsing: TextPrinter().print(rounded))
      let values = try CompiledExpression(printed, variables: ["x", "z"]).values([x, z])
      #expect(Metrics.rmse(values, y) < 1.01 * 1e-3 * 1.0001, "\(TextPrinter().print(rounded))")
    }
    #expect(TextPrinter().print(formula.roundedExpression(on: data)).count < 20)
  }

  @Test(arguments: [
    (0.9985563805, "0.9986"), (0.74215, "0.742"), (1.0, "1"), (-0.0562, "-0.0562"),
    (0.99999957, "0.99999957"),
  ])
  func explainedSharesHaveSensibleDigits(share: Double, text: String) {
    let part = FormulaFidelity(part: "test", rmse: 1, rSquared: share, maximumError: 1, count: 3)
    #expect(part.rSquaredText == text)
  }
}
