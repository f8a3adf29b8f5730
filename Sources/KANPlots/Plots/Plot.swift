/// A plot of one frame: two axes and the series drawn between them.
///
/// ```swift
/// var plot = Plot(
///   x: Plot.Axis("$p_\\mathrm{T}$", unit: "GeV"), y: Plot.Axis("events", scale: .logarithmic))
/// plot.add(.histogram(Histogram(values, weights: weights, bins: 40), label: "signal"))
/// try plot.write(to: "pt.svg")  // or .pdf, or .tex for pgfplots with data tables
/// ```
///
/// Samples that are not finite, or not positive on a logarithmic axis, are left out.
public struct Plot: Hashable, Sendable {
  /// The title above the frame.
  public var title: Plot.Text?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// The colour axis of a two-dimensional histogram.
  public var colors: Axis?
  /// The series, later ones above earlier ones.
  public var series: [Series] = []
  /// Lines of text in a free corner of the frame, such as the area under a curve.
  public var notes: [Plot.Text] = []
  /// A description for readers who cannot see the plot; by default a list of the series.
  public var summary: String?
  /// The width in points (1/72 inch).
  public var width = 420.0
  /// The height in points.
  public var height = 300.0
  /// The size of all type in points; superscripts and subscripts are 0.76 times as large, so that 8 is the minimum if a journal
  /// requires 6.
  public var fontSize = 9.0
  /// Whether a width or font size was requested: LaTeX then uses it, and otherwise sets the plot at column width in the document's
  /// own font.
  var hasPrintedWidth = false
  var hasPrintedType = false

  /// An empty frame.
  ///
  /// - Parameters:
  ///   - title: The title above the frame; `nil` for none.
  ///   - x: The horizontal axis.
  ///   - y: The vertical axis.
  public init(_ title: Plot.Text? = nil, x: Axis, y: Axis) {
    self.title = title
    self.x = x
    self.y = y
  }

  /// Adds a series above those that the plot has.
  ///
  /// - Parameter new: The series.
  public mutating func add(_ new: Series) { series.append(new) }

  /// The plot with one more series, above those that it has.
  ///
  /// - Parameter new: The series.
  public func adding(_ new: Series) -> Plot {
    var plot = self
    plot.add(new)
    return plot
  }
}

extension Plot: Figure {
  /// A complete SVG file.
  ///
  /// - Parameter theme: The colours, light or dark; `.automatic` follows the setting of the reader.
  public func svg(theme: Plot.Theme) -> String { SVGWriter.text(drawing, theme: theme) }

  /// The bytes of a PDF of one page.
  ///
  /// - Parameter theme: The colours, light or dark; `.automatic` means light.
  public func pdf(theme: Plot.Theme) -> [UInt8] { PDFWriter.bytes(drawing, theme: theme) }

  /// The bytes of a PNG.
  ///
  /// - Parameters:
  ///   - theme: The colours, light or dark; `.automatic` means light.
  ///   - resolution: Pixels per inch, greater than 0.
  public func png(theme: Plot.Theme, resolution: Double) -> [UInt8] {
    PNGWriter.bytes(drawing, theme: theme, resolution: resolution)
  }

  /// The plot in another size, in points (1/72 inch).
  ///
  /// - Parameters:
  ///   - width: The width; `nil` keeps that of the plot.
  ///   - height: The height; `nil` keeps its proportion to the width.
  ///   - fontSize: The size of all type except superscripts and subscripts; `nil` keeps that of the plot.
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

  /// The picture, for embedding.
  package var drawing: Drawing { PlotPainter(withVisibleLabels).drawing }

  /// The plot with a legend that names only visible series.
  private var withVisibleLabels: Plot {
    let painter = PlotPainter(self)
    var plot = self
    for (n, style) in painter.styles.enumerated()
    where plot.series[n].label != nil
      && !SeriesPainter(painter: painter, style: style).isVisible(plot.series[n].shape)
    { plot.series[n].label = nil }
    return plot
  }

  /// The summary, or a list of the series.
  var spokenSummary: String {
    if let summary { return summary }
    let names = series.compactMap { $0.label?.plain }
    let drawn = names.isEmpty ? "" : ": " + names.joined(separator: ", ")
    return "\(y.caption.plain) against \(x.caption.plain)\(drawn)"
      + (notes.isEmpty ? "" : ". " + notes.map(\.plain).joined(separator: ". "))
  }
}
