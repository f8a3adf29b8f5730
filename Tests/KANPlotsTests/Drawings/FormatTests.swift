import Foundation
import KANFormula
import KANTestSupport
import Testing

@testable import KANPlots

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What readers of each format need.
@Suite struct FormatTests {
  /// Where the pictures of a test run are kept for looking at them, if anybody asks: `KAN_PICTURES=folder`.
  static let folder = ProcessInfo.processInfo.environment["KAN_PICTURES"]

  @Test(arguments: SamplePlots.all.map(\.name))
  func writesWellFormedFiles(_ name: String) throws {
    let plot = try #require(SamplePlots.all.first { $0.name == name }?.plot)
    try checkFormats(of: plot, name: name)
  }

  @Test func refusesOtherEndings() {
    let plot = Plot(x: Plot.Axis("x"), y: Plot.Axis("y"))
    #expect(throws: PlotError.unknownFormat(path: "a.gif")) { try plot.write(to: "a.gif") }
    #expect(throws: PlotError.unknownFormat(path: "svg")) { try plot.write(to: "svg") }
    #expect(
      PlotError.unknownFormat(path: "a.gif").description
        == "'a.gif' does not end with a picture format; use .svg, .pdf, .png or .tex")
  }
}

/// The SVG is XML, the PDF has its parts where it says; both are kept if asked for.
func checkFormats(of figure: some Figure, name: String) throws {
  let svg = figure.svg()
  let parser = XMLParser(data: Data(svg.utf8))
  #expect(parser.parse(), "\(name): \(parser.parserError.map { "\($0)" } ?? "")")
  #expect(!svg.contains("nan") && !svg.contains("<image"))
  let pdf = figure.pdf(theme: .light)
  let text = String(decoding: pdf, as: UTF8.self)
  let mark = try #require(text.range(of: "startxref\n"))
  let start = try #require(Int(text[mark.upperBound...].prefix { $0.isNumber }))
  #expect(String(decoding: pdf[start..<start + 4], as: UTF8.self) == "xref")
  // Letters are outlines: no font is asked for that the file does not bring.
  #expect(!text.contains("/Font"))
  let png = figure.png(theme: .light, resolution: 36)
  #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
  #expect(png.suffix(8).starts(with: Array("IEND".utf8)))
  if let folder = FormatTests.folder {
    for theme in Plot.Theme.allCases {
      try Data(figure.svg(theme: theme).utf8).write(
        to: URL(fileURLWithPath: "\(folder)/\(name)-\(theme).svg"))
    }
    for ending in ["pdf", "tex", "png"] { try figure.write(to: "\(folder)/\(name).\(ending)") }
  }
}

/// Text with mathematics outside LaTeX.
@Suite struct RichTextTests {
  @Test(arguments: [
    ("x", "x"), ("$m_\\mathrm{T}^W$ in GeV", "mTW in GeV"), ("$\\Delta\\varphi$", "Δφ"), ("5 \\$", "5 $"),
    ("$10^{-3}$", "10−3"), ("$\\frac{a}{b}$", "a/b"), ("$\\sqrt{s}$", "√s"), ("$x_{i", "xi"), ("$", ""),
    ("", ""),
  ])
  func readsMathematics(_ source: String, _ plain: String) {
    #expect(Plot.Text(source).plain == plain)
  }

  @Test func putsScriptsAboveEachOther() {
    let runs = Plot.Text("$m_\\mathrm{T}^W x$").runs
    #expect(runs.map(\.level) == [0, -1, 1, 0])
    #expect(runs[2].kern == -runs[1].width)
    #expect(runs[2].isItalic && !runs[1].isItalic)
  }

  @Test func writesNamesOfColumns() {
    #expect(Plot.Text(name: "x1").runs.map(\.text) == ["x", "1"])
    #expect(Plot.Text(name: "dphi_lep_met").runs.map(\.level) == [0, -1])
    #expect(Plot.Text(plain: "100 $").plain == "100 $")
    #expect(Plot.Text("50 % of a_b").latex == "50 \\% of a\\_b")
  }

  @Test func writesMeasuredValuesWithTheirErrors() {
    #expect(Plot.Text(Formula.MeasuredValue(3.14159, standardError: 0.0123)).plain == "3.142 ± 0.012")
    #expect(
      Plot.Text(Formula.MeasuredValue(1.23456e-7, standardError: 2.5e-9)).plain == "(1.235 ± 0.025) × 10−7")
    #expect(Plot.Text(number: 1.23456e-7, digits: 3).plain == "1.23 × 10−7")
    #expect(Plot.Text(number: -42.4242, digits: 4).plain == "−42.42")
  }
}
