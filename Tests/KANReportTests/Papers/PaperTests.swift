import Foundation
import KANData
import KANFormula
import KANTestSupport
import KANTraining
import Testing

@testable import KANReport
@testable import KANSearch

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

  /// How a law was chosen and its constants were fitted is what the search did, and not what searches mostly do.
  @Test func methodsAreThoseOfTheSearch() throws {
    func paper(
      logOdds: Double?, meaning: Formula.Meaning, origin: LawOrigin = .family("power-law")
    ) throws -> String {
      let report = try SampleReports.transverseMass()
      var account = try JSONDecoder().decode(
        Discovery.Account.self,
        from: Data(
          """
          {"verdict": "approximate", "attempts": [], "trainingRows": 80, "validationRows": 20, "seconds": 1, "warnings": []}
          """.utf8))
      account.origin = origin
      account.choice = Discovery.Account.Choice(number: 1, reason: "why", logOdds: logOdds)
      var (file, story) = (report.file, report.story)
      story.search = account
      file.tell(story)
      file.formulas[0].meaning = meaning
      if meaning != .quantity {
        for part in file.formulas[0].fidelity.indices {
          file.formulas[0].fidelity[part].labels = Formula.LabelFidelity(
            rocAUC: 0.91, rocAUCError: 0.02, logLoss: 0.37, accuracy: 0.8, calibrationSlope: 1,
            calibrationSlopeError: 0.1)
        }
      }
      let again = try ModelReport(file, on: report.data, modelName: "m.kan", tableName: "events.csv")
      return PaperFragment(again).formula
    }
    let shortest = try paper(logOdds: 3, meaning: .quantity)
    #expect(shortest.contains(", and chosen by its description length; its constants were refined"))
    #expect(shortest.contains("nonlinear least squares") && shortest.contains("root mean square error"))
    for logOdds in [-1, nil] as [Double?] {
      #expect(!(try paper(logOdds: logOdds, meaning: .quantity)).contains("by its description length"))
    }
    let odds = try paper(logOdds: 3, meaning: .logOdds(event: "label = 1"))
    #expect(odds.contains("maximum likelihood") && !odds.contains("least squares"))
    #expect(odds.contains("area under the ROC curve of \\num{0.91} and a log-loss of \\num{0.37}"))
    #expect(!odds.contains("root mean square"))
    // Dimensionless groups are mathematics, and what is not read as such is text.
    for (groups, shown) in [
      ("m*v^2·f(x/y, g*h/v^2)", "($m v^{2}\\,f\\left(\\frac{x}{y},\\, \\frac{g h}{v^{2}}\\right)$)"),
      ("1·f(x_1/y)", "($f\\left(\\frac{x_{1}}{y}\\right)$)"), ("m*v^2", "($m v^{2}$)"),
      ("a b", "(\\texttt{a b})"),
    ] {
      let text = try paper(logOdds: 3, meaning: .quantity, origin: .groups(groups))
      #expect(text.contains("among dimensionless groups \(shown)"), "\(text)")
    }
  }

  /// What was done to the rows, and that a reader made the choice, is part of the method.
  @Test func methodsTellOfRowsAndChoices() throws {
    func paper(
      reason: String = "why", chiSquare: Discovery.Account.ChiSquare? = nil, aside: Int = 0
    ) throws -> (paper: String, page: String) {
      let report = try SampleReports.transverseMass()
      var account = try JSONDecoder().decode(
        Discovery.Account.self,
        from: Data(
          """
          {"verdict": "approximate", "attempts": [], "trainingRows": 80, "validationRows": 20, "seconds": 1, "warnings": []}
          """.utf8))
      account.origin = .family("power-law")
      account.choice = Discovery.Account.Choice(number: 1, reason: reason, logOdds: nil)
      account.chiSquare = chiSquare
      var (file, story) = (report.file, report.story)
      story.search = account
      file.tell(story)
      if aside > 0 {
        file.formulas[0].fidelity.append(
          Formula.Fidelity(part: "set aside", rmse: 9, rSquared: .nan, maximumError: 9, count: aside))
      }
      let again = try ModelReport(file, on: report.data, modelName: "m.kan", tableName: "events.csv")
      return (PaperFragment(again).formula, ModelReport.Page(again).text)
    }
    let plain = try paper().paper
    for words in ["set aside", "errors of measurement", "picked by hand"] { #expect(!plain.contains(words)) }
    let picked = try paper(reason: Discovery.Account.Choice.request).paper
    #expect(picked.contains(", and picked by hand from the formulas of the search"))
    // 320 rows for training, 80 for validation.
    #expect(try paper(aside: 3).paper.contains("Of \\num{403} rows, \\num{3} deviate from the others"))
    #expect(
      try paper(aside: 1).paper.contains(
        "\\num{1} deviates from the others by more than noise explains and was"))
    let stated = try paper(chiSquare: .init(value: 56.228, degreesOfFreedom: 59, probability: 0.578))
    #expect(stated.paper.contains("Rows were weighted by the stated errors of measurement"))
    #expect(stated.paper.contains("\\num{56.23}/59$ ($p = \\num{0.58}$)"), "\(stated.paper)")
    #expect(stated.page.contains("χ²/ndf = 56.228/59, p-value 0.578"))
  }

  @Test func roundsConstantsToWhatIsKnown() throws {
    let expression = try KANFormula.Expression(parsing: "1.23456789*x + 2.5")
    let formula = Formula(
      outputName: "y", expression: expression,
      constants: [
        Formula.Constant(value: 1.23456789, standardError: 0.0021),
        Formula.Constant(value: 2.5, standardError: nil),
      ])
    #expect(formula.rounded(on: nil).text == "1.2346*x + 2.5")
  }

  /// -500(90) is known to one digit and a half: its power says so, where 500.0 would claim four.
  @Test func keepsThePowerOfRoundedConstants() throws {
    let formula = Formula(
      outputName: "y", expression: try KANFormula.Expression(parsing: "-500.3*x"),
      constants: [Formula.Constant(value: -500.3, standardError: 90)])
    let paper = PaperFragment(formula).formula
    #expect(paper.contains("-5.0 \\times 10^{2}") && paper.contains("\\num{-5.0(9)e2}"), "\(paper)")
    #expect(formula.latex(constants: .plusMinus).contains("(5.0 \\pm 0.9) \\times 10^{2}"))
    #expect(!paper.contains("identified as") && paper.components(separatedBy: "\\label{").count == 2)
  }

  /// Correlated constants make up for each other: rounded one by one they would not.
  @Test func correlatedConstantsKeepTheDigitsThatTheyNeedTogether() throws {
    let x = (0..<50).map { 1000 + Double($0) / 50 }
    let law = try KANFormula.Expression(parsing: "2.34567*x - 2345.1234")
    let values = try CompiledExpression(law, variables: ["x"]).values([x])
    let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [values])
    let formula = Formula(
      outputName: "y", expression: law,
      constants: [
        Formula.Constant(value: 2.34567, standardError: 0.05),
        Formula.Constant(value: -2345.1234, standardError: 50),
      ])
    #expect(formula.rounded(on: nil).text == "2.35*x - 2.35e3")
    let printed = try KANFormula.Expression(parsing: formula.rounded(on: data).text)
    let worst = try zip(CompiledExpression(printed, variables: ["x"]).values([x]), values).map {
      abs($0 - $1)
    }.max()
    #expect(try #require(worst) < 0.1)
  }

  /// A backslash too few would be a new line and the rest of a command.
  @Test(arguments: ["transverse mass", "wide", "classifier"])
  func everyLineIsWhole(_ name: String) throws {
    let text = PaperFragment(try ReportPageTests.report(name)).formula
    #expect(!text.split(separator: "\n").contains { $0.hasPrefix("um{") || $0.hasPrefix("ewline") })
  }

  /// Units behind the names of columns are no arguments of functions.
  @Test func unitsInHeadingsBecomeWordsBesideTheEquation() throws {
    let formula = Formula(
      outputName: "p (kPa)", expression: try KANFormula.Expression(parsing: "8.314*`T (K)`*`n (mol)`/`V [L]`")
    )
    let text = LaTeXPrinter().document(Program([formula]))
    #expect(text.contains("p = \\frac{8.314 T n}{V}") && text.contains("\\label{eq:p}"), "\(text)")
    #expect(text.contains("Here $T$ in \\si{K}, $V$ in \\si{L}, $n$ in \\si{mol}, $p$ in \\si{kPa}."))
    // Names that only their units tell apart keep them.
    let both = LaTeXPrinter().document(
      Program([
        Formula(outputName: "y", expression: try KANFormula.Expression(parsing: "`T (K)` - `T (s)` + `f(x)`"))
      ]))
    #expect(both.contains("T_{K} - T_{s} + \\mathrm{f(x)}"), "\(both)")
  }
}
