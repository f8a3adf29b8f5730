import Foundation
import KANTestSupport
import Testing

@testable import KANPlots

/// What every format makes of each kind of mark.
@Suite struct DrawingTests {
  private static let drawing = Drawing(
    width: 100, height: 50, title: "A <b>", summary: "marks",
    marks: [
      .line([Point(1, 2), Point(3.456, 4)], Stroke(ink: .ink, width: 2, dash: .dashed)),
      .rectangle(Box(x: 10, y: 10, width: 20, height: 10), fill: .series(1)),
      .circle(Point(50, 25), radius: 3, stroke: nil, fill: Ink.series(2, opacity: 0.5)),
      .group(
        MarkGroup(
          marks: [.text(TextMark(text: "$x_1$ & more", place: Point(60, 30), anchor: .middle))],
          note: "a note", name: "g", clip: Box(x: 0, y: 0, width: 90, height: 40))),
    ])

  @Test func everyMarkIsInEveryFormat() {
    let svg = SVGWriter.text(Self.drawing)
    #expect(svg.contains("M1 2L3.46 4\"") && svg.contains("stroke-dasharray=\"9 5\""))
    #expect(svg.contains("M10 10L30 10 30 20 10 20Z") && svg.contains("<circle cx=\"50\" cy=\"25\" r=\"3\""))
    #expect(svg.contains("<clipPath id=\"clip0\">") && svg.contains("<title>a note</title>"))
    #expect(svg.contains("A &lt;b&gt;") && svg.contains(" &amp; more"))
    let tikz = TikZWriter.text(Self.drawing)
    #expect(tikz.contains("\\clip") && tikz.contains("circle") && tikz.contains("$x_1$ \\& more"))
    let pdf = PDFWriter.bytes(Self.drawing, theme: .light)
    #expect(pdf.starts(with: "%PDF-1.4".utf8) && pdf.reversed().starts(with: "%%EOF\n".utf8.reversed()))
  }

  @Test func themesChooseTheColours() {
    func svg(_ theme: Plot.Theme) -> String { SVGWriter.text(Self.drawing, theme: theme) }
    #expect(svg(.automatic).contains("prefers-color-scheme:dark"))
    #expect(!svg(.light).contains("prefers-color-scheme") && svg(.light) != svg(.dark))
  }

  /// Pages bring the style sheet once, and pictures in them keep the names of their clip paths apart.
  @Test func picturesInAPageShareItsStyle() {
    let element = PageGraphics.element(Self.drawing, prefix: "p7")
    #expect(element.contains("id=\"p7clip0\"") && !element.contains("<style>"))
    let sheet = PageGraphics.styleSheet
    for name in ["ink", "muted", "faint", "paper", "c0", "c1", "c2"] {
      #expect(sheet.contains(".f-\(name){"))
    }
    #expect(PageGraphics.markup("$m_W^2$ < 1") == "<i>m</i><sub><i>W</i></sub><sup>2</sup> &lt; 1")
  }

  @Test(arguments: [
    ("50 % of $5_{}\\", "50 \\% of \\$5\\_\\{\\}\\textbackslash{}"),
    ("3 ± 1 × 2²", "3 $\\pm$ 1 $\\times$ 2$^2$"),
  ])
  func laTeXShowsTextAsItIs(text: String, escaped: String) { #expect(LaTeXText.escaped(text) == escaped) }

  @Test(arguments: [
    (0, "0"), (-0.004, "0"), (1.5, "1.5"), (-2.25, "-2.25"), (3.05, "3.05"), (.nan, "0"), (1e300, "0"),
  ])
  func coordinatesAreShort(x: Double, text: String) { #expect(x.coordinate == text) }

  @Test(arguments: [("a.svg", FigureFormat.svg), ("x/b.c.PDF", .pdf), ("tex.tex", .tex)])
  func endingsNameTheFormat(path: String, format: FigureFormat) throws {
    #expect(try FigureFormat(path: path) == format)
  }

  @Test func aPictureThatCannotBeWrittenSaysWhy() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let plot = Plot(x: Plot.Axis("x"), y: Plot.Axis("y"))
    let error = #expect(throws: PlotError.self) { try plot.write(to: folder.path("no/such/place.svg")) }
    guard case .unwritableFile(let path, let reason) = error else {
      Issue.record("\(error.map { "\($0)" } ?? "no error")")
      return
    }
    #expect(path.hasSuffix("no/such/place.svg") && !reason.isEmpty)
    try plot.write(to: folder.path("a.svg"))
    #expect(try String(contentsOfFile: folder.path("a.svg"), encoding: .utf8) == plot.svg())
  }
}
