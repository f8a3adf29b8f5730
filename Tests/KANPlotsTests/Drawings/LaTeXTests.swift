import KANPlots
import KANTestSupport
import Testing

/// Pictures compile where papers are written.
@Suite struct LaTeXTests {
  static let hasLaTeX: Bool = {
    guard ProgramOutput.path(of: "pdflatex") != nil, let finder = ProgramOutput.path(of: "kpsewhich") else {
      return false
    }
    return ["pgfplots.sty", "tikz.sty"].allSatisfy { (try? ProgramOutput(of: finder, [$0]))?.status == 0 }
  }()

  @Test(.enabled(if: hasLaTeX, "needs pdflatex with pgfplots"))
  func compilesEveryPlotAndDiagram() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var body = ""
    for (name, plot) in SamplePlots.all {
      try folder.write(plot.tikz(), to: "\(name).tex")
      body += "\\input{\(name).tex}\\par\n"
    }
    for (name, network) in SampleDiagrams.all where name != "wide" {
      try folder.write(
        NetworkDiagram(network, on: SampleDiagrams.table(for: network)).tikz(), to: "n-\(name).tex")
      body += "\\resizebox{!}{8cm}{\\input{n-\(name).tex}}\\par\n"
    }
    try folder.write(
      "\\documentclass{article}\\usepackage{pgfplots,amsmath}\\pgfplotsset{compat=1.16}\\begin{document}\n\(body)\\end{document}\n",
      to: "main.tex")
    let run = try folder.run("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "main.tex"])
    #expect(run.status == 0, "\(run.text.suffix(1500))")
    #expect(!run.text.contains("Missing character"))
  }
}
