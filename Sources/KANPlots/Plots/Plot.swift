/// A plot of one frame: two axes and what is drawn between them.
///
/// ```swift
/// var plot = Plot(
///   x: Plot.Axis("$p_\\mathrm{T}$", unit: "GeV"), y: Plot.Axis("events", scale: .logarithmic))
/// plot.add(.histogram(Histogram(values, weights: weights, bins: 40), label: "signal"))
/// try plot.write(to: "pt.svg")  // or .pdf, or .tex for pgfplots with data tables
/// ```
///
/// Samples that are not finite, or not positive on a logarithmic axis, have no place in a frame and are left out.
public struct Plot: Hashable, Sendable {
  /// What stands above the frame.
  public var title: RichText?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What the colours of a two-dimensional histogram stand for.
  public var colors: Axis?
  /// What is drawn, later ones above earlier ones.
  public var series: [Series] = []
  /// Lines of text in a free corner of the frame, such as the area under a curve.
  public var notes: [RichText] = []
  /// What there is to see, for those who cannot see it; a list of the series where left out.
  public var summary: String?
  /// The width of SVG and PDF in points.
  public var width = 420.0
  /// The height of SVG and PDF in points.
  public var height = 300.0

  /// An empty frame.
  public init(_ title: RichText? = nil, x: Axis, y: Axis) {
    self.title = title
    self.x = x
    self.y = y
  }

  /// Draws one more series.
  public mutating func add(_ new: Series) { series.append(new) }

  /// The plot with one more series.
  public func adding(_ new: Series) -> Plot {
    var plot = self
    plot.add(new)
    return plot
  }
}

extension Plot: Figure {
  /// A complete SVG file.
  public func svg(theme: FigureTheme) -> String { SVGWriter.text(drawing, theme: theme) }
  /// The bytes of a PDF of one page.
  public func pdf(theme: FigureTheme) -> [UInt8] { PDFWriter.bytes(drawing, theme: theme) }
  /// A `tikzpicture` with a pgfplots axis and the data as tables.
  public func tikz() -> String { PgfplotsWriter.text(self) }

  /// The picture, for what embeds it.
  package var drawing: Drawing { PlotPainter(self).drawing }

  /// The summary, or what the series are.
  var spokenSummary: String {
    if let summary { return summary }
    let names = series.compactMap { $0.label?.plain }
    let drawn = names.isEmpty ? "" : ": " + names.joined(separator: ", ")
    return "\(y.caption.plain) against \(x.caption.plain)\(drawn)"
      + (notes.isEmpty ? "" : ". " + notes.map(\.plain).joined(separator: ". "))
  }
}
