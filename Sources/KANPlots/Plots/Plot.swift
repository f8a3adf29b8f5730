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
  public var title: Plot.Text?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What the colours of a two-dimensional histogram stand for.
  public var colors: Axis?
  /// What is drawn, later ones above earlier ones.
  public var series: [Series] = []
  /// Lines of text in a free corner of the frame, such as the area under a curve.
  public var notes: [Plot.Text] = []
  /// What there is to see, for those who cannot see it; a list of the series where left out.
  public var summary: String?
  /// The width in points of print (1/72 inch).
  public var width = 420.0
  /// The height in points of print.
  public var height = 300.0
  /// The size of all type in points; scripts are 0.76 of it, so that 8 is the least where a journal asks for 6.
  public var fontSize = 9.0
  /// Whether a width or a font size was asked for: LaTeX then keeps to it, and else sets the plot in the width of a column
  /// and in the document's own type.
  var hasPrintedWidth = false
  var hasPrintedType = false

  /// An empty frame.
  public init(_ title: Plot.Text? = nil, x: Axis, y: Axis) {
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
  public func svg(theme: Plot.Theme) -> String { SVGWriter.text(drawing, theme: theme) }
  /// The bytes of a PDF of one page.
  public func pdf(theme: Plot.Theme) -> [UInt8] { PDFWriter.bytes(drawing, theme: theme) }
  /// The bytes of a PNG.
  public func png(theme: Plot.Theme, resolution: Double) -> [UInt8] {
    PNGWriter.bytes(drawing, theme: theme, resolution: resolution)
  }
  /// The plot in another size.
  public func sized(width: Double? = nil, height: Double? = nil, fontSize: Double? = nil) -> Plot {
    var plot = self
    plot.width = width ?? self.width
    plot.height = height ?? self.height * plot.width / self.width
    plot.fontSize = fontSize ?? self.fontSize
    plot.hasPrintedWidth = width != nil || hasPrintedWidth
    plot.hasPrintedType = fontSize != nil || hasPrintedType
    return plot
  }
  /// A `tikzpicture` with a pgfplots axis and the data as tables.
  public func tikz() -> String { PgfplotsWriter.text(withVisibleLabels) }

  /// The picture, for what embeds it.
  package var drawing: Drawing { PlotPainter(withVisibleLabels).drawing }

  /// The plot whose legend names only what can be seen.
  private var withVisibleLabels: Plot {
    let painter = PlotPainter(self)
    var plot = self
    for (n, style) in painter.styles.enumerated()
    where plot.series[n].label != nil
      && !SeriesPainter(painter: painter, style: style).isVisible(plot.series[n].shape)
    { plot.series[n].label = nil }
    return plot
  }

  /// The summary, or what the series are.
  var spokenSummary: String {
    if let summary { return summary }
    let names = series.compactMap { $0.label?.plain }
    let drawn = names.isEmpty ? "" : ": " + names.joined(separator: ", ")
    return "\(y.caption.plain) against \(x.caption.plain)\(drawn)"
      + (notes.isEmpty ? "" : ". " + notes.map(\.plain).joined(separator: ". "))
  }
}
