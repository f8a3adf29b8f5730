import KANFormula
import RealModule

/// Writes a plot as a pgfplots axis with its data as tables, so that a paper can restyle it.
struct PgfplotsWriter {
  private let plot: Plot
  private let styles: [SeriesStyle]
  private let ranges: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  private var lines: [String] = []
  private var tones: Set<Ink.Tone> = []

  /// The plot as LaTeX.
  static func text(_ plot: Plot) -> String {
    var writer = PgfplotsWriter(plot)
    for (series, style) in zip(plot.series, writer.styles) { writer.write(series, style) }
    let colors = writer.tones.map(TikZWriter.definition).sorted()
    let head = [
      "% \(plot.spokenSummary.filter { !$0.isNewline })",
      "% Needs \\usepackage{pgfplots} and \\pgfplotsset{compat=1.16}.",
    ]
    let options = writer.options.map { "    \($0)," }
    return
      (head + colors + ["\\begin{tikzpicture}", "  \\begin{axis}["] + options + ["  ]"] + writer.lines
      + writer.noteLines + ["  \\end{axis}", "\\end{tikzpicture}"]).joined(separator: "\n") + "\n"
  }

  private init(_ plot: Plot) {
    self.plot = plot
    styles = SeriesStyle.styles(of: plot.series)
    ranges = plot.ranges
  }

  /// 8.5 cm × 6.2 cm, the width of a journal column, in points.
  private static let columnSize = (240.9, 175.7)

  // MARK: - The axis

  private var options: [String] {
    var options = [
      "scale only axis=false",
      "xlabel={\(plot.x.caption.latex)}", "ylabel={\(plot.y.caption.latex)}",
      "xmin=\(number(ranges.x.lowerBound))", "xmax=\(number(ranges.x.upperBound))",
      "ymin=\(number(ranges.y.lowerBound))", "ymax=\(number(ranges.y.upperBound))",
      "axis on top", "unbounded coords=jump",
    ]
    let size = plot.hasPrintedWidth ? (plot.width, plot.height) : Self.columnSize
    options += ["width=\(size.0.coordinate)bp", "height=\(size.1.coordinate)bp"]
    if plot.hasPrintedType {
      let (size, skip) = (plot.fontSize.coordinate, (1.2 * plot.fontSize).coordinate)
      options.append("font=\\fontsize{\(size)}{\(skip)}\\selectfont")
    }
    if let title = plot.title { options.append("title={\(title.latex)}") }
    if plot.x.scale == .logarithmic { options += ["xmode=log"] + logarithmicTicks("x", on: ranges.x) }
    if plot.y.scale == .logarithmic { options += ["ymode=log"] + logarithmicTicks("y", on: ranges.y) }
    if !plot.x.categories.isEmpty { options += categories(plot.x.categories, "x") }
    if !plot.y.categories.isEmpty { options += categories(plot.y.categories, "y") }
    if plot.series.contains(where: { $0.label != nil }) { options += legendOptions }
    if let range = plot.colorRange { options += colorOptions(range) }
    return options
  }

  /// Ticks for axes of fewer than two decades, where pgfplots would mark fractional powers of ten.
  private func logarithmicTicks(_ axis: String, on range: ClosedRange<Double>) -> [String] {
    guard Double.log10(range.upperBound / range.lowerBound) < 2.5 else { return [] }
    let marks = Ticks(on: range, scale: .logarithmic, count: 5).major
    return [
      "\(axis)tick={\(marks.map { number($0.value) }.joined(separator: ","))}",
      "\(axis)ticklabels={\(marks.map { "{\($0.label.latex)}" }.joined(separator: ","))}",
    ]
  }

  private func categories(_ names: [Plot.Text], _ axis: String) -> [String] {
    [
      "\(axis)tick={\(names.indices.map(String.init).joined(separator: ","))}",
      "\(axis)ticklabels={\(names.map { "{\($0.latex)}" }.joined(separator: ","))}",
    ]
  }

  private var legendOptions: [String] {
    let form = "draw=none,fill=none"
    switch PlotLegend(plot, styles: styles).corner {
    case .above:
      return [
        "legend style={\(form),at={(0.5,1.02)},anchor=south}", "legend columns=2", "legend cell align=left",
      ]
    case .inside(let name): return ["legend style={\(form)}", "legend pos=\(name)", "legend cell align=left"]
    }
  }

  private func colorOptions(_ range: ClosedRange<Double>) -> [String] {
    let steps = (0...6).map { n in
      let color = Palette.color(.ramp(Double(n) / 6), isDark: false)
      return "rgb255=(\(color.red),\(color.green),\(color.blue))"
    }
    let isLogarithmic = plot.colors?.scale == .logarithmic
    func shown(_ value: Double) -> String { number(isLogarithmic ? .log10(value) : value) }
    var options = [
      "view={0}{90}", "colormap={kan}{\(steps.joined(separator: " "))}", "colorbar",
      "point meta min=\(shown(range.lowerBound))", "point meta max=\(shown(range.upperBound))",
    ]
    var bar: [String] = []
    if let axis = plot.colors { bar.append("ylabel={\(axis.caption.latex)}") }
    if isLogarithmic {
      // The colour bar itself is linear in the logarithm.
      let marks = Ticks(on: range, scale: .logarithmic, count: 5).major
      bar += [
        "ytick={\(marks.map { shown($0.value) }.joined(separator: ","))}",
        "yticklabels={\(marks.map { "{\($0.label.latex)}" }.joined(separator: ","))}",
      ]
    }
    options.append("colorbar style={\(bar.joined(separator: ","))}")
    return options
  }

  /// Notes are lines of the legend; without a legend they stand in its corner.
  private var noteLines: [String] {
    guard !plot.notes.isEmpty else { return [] }
    if plot.series.contains(where: { $0.label != nil }) {
      return plot.notes.map { "    \\addlegendimage{empty legend}\\addlegendentry{\($0.latex)}" }
    }
    let (place, anchor) =
      switch PlotLegend(plot, styles: styles).corner {
      case .inside(let name):
        ("\(name.hasSuffix("west") ? "0.04" : "0.96"),\(name.hasPrefix("north") ? "0.96" : "0.04")", name)
      case .above: ("0.04,0.96", "north west")
      }
    let text = plot.notes.map(\.latex).joined(separator: "\\\\")
    return [
      "    \\node[anchor=\(anchor),align=left] at (rel axis cs:\(place)) {\(text)};"
    ]
  }

  // MARK: - Series

  private mutating func write(_ series: Plot.Series, _ style: SeriesStyle) {
    let tone: Ink.Tone = style.isRule ? .muted : .series(style.color)
    let color = TikZWriter.name(tone)
    let line = "color=\(color),line width=\(style.isRule ? "0.5" : "0.9")pt,no marks" + dash(style.dash)
    switch series.shape {
    case .line(let x, let y): add(line, table(["x", "y"], [x, y]), series, tone)
    case .points(let x, let y, let xErrors, let yErrors): points(x, y, xErrors, yErrors, series, style, tone)
    case .band(let x, let lower, let upper):
      let around = table(["x", "y"], [x + x.reversed(), upper + lower.reversed()])
      add(
        // Not `draw=none`, which the legend's box would ignore.
        "draw=\(color),draw opacity=0,fill=\(color),fill opacity=0.25,area legend,no marks",
        around + " -- cycle", series, tone)
    case .histogram(let histogram, let form):
      if form == .points {
        points(histogram.centers, histogram.contents, nil, histogram.errors, series, style, tone)
      } else {
        bins(histogram, isFilled: form == .filled, line, color, series, tone)
      }
    case .heat(let histogram): cells(histogram)
    case .horizontal(let y):
      add(line, table(["x", "y"], [[ranges.x.lowerBound, ranges.x.upperBound], [y, y]]), series, tone)
    case .vertical(let x):
      add(line, table(["x", "y"], [[x, x], [ranges.y.lowerBound, ranges.y.upperBound]]), series, tone)
    case .diagonal:
      let ends = [
        max(ranges.x.lowerBound, ranges.y.lowerBound), min(ranges.x.upperBound, ranges.y.upperBound),
      ]
      if ends[0] < ends[1] { add(line, table(["x", "y"], [ends, ends]), series, tone) }
    }
  }

  private mutating func points(
    _ x: [Double], _ y: [Double], _ xErrors: [Double]?, _ yErrors: [Double]?, _ series: Plot.Series,
    _ style: SeriesStyle, _ tone: Ink.Tone
  ) {
    let mark =
      switch style.marker {
      case .disc: "*"
      case .square: "square"
      case .triangle: "triangle*"
      case .rhombus: "diamond"
      case .cross: "x"
      }
    var options =
      "only marks,color=\(TikZWriter.name(tone)),mark=\(mark),mark size=\((style.markerSize / 2).coordinate)pt"
    var (names, columns) = (["x", "y"], [x, y])
    var source: [String] = []
    if let yErrors {
      options += ",error bars/y dir=both,error bars/y explicit"
      names.append("dy")
      columns.append(yErrors)
      source.append("y error=dy")
    }
    if let xErrors {
      options += ",error bars/x dir=both,error bars/x explicit"
      names.append("dx")
      columns.append(xErrors)
      source.append("x error=dx")
    }
    add(options, table(names, columns, ["x=x", "y=y"] + source), series, tone)
  }

  private mutating func bins(
    _ histogram: Histogram, isFilled: Bool, _ line: String, _ color: String, _ series: Plot.Series,
    _ tone: Ink.Tone
  ) {
    let floor =
      plot.y.scale == .linear ? min(max(0, ranges.y.lowerBound), ranges.y.upperBound) : ranges.y.lowerBound
    var (x, y) = ([histogram.edges[0]], [floor])
    for (n, content) in histogram.contents.enumerated() {
      let shown = plot.y.scale == .logarithmic && content <= 0 ? floor : content
      x += [histogram.edges[n], histogram.edges[n + 1]]
      y += [shown, shown]
    }
    x.append(histogram.edges[histogram.edges.count - 1])
    y.append(floor)
    let fill = isFilled ? ",fill=\(color),fill opacity=0.3,draw opacity=1,area legend" : ""
    add(line + fill, table(["x", "y"], [x, y]), series, tone)
  }

  /// A grid of corners, the lower left of which carries the colour of the cell.
  private mutating func cells(_ histogram: Histogram.TwoDimensional) {
    let isLogarithmic = plot.colors?.scale == .logarithmic
    var (x, y, z): ([Double], [Double], [Double]) = ([], [], [])
    for (j, yEdge) in histogram.yEdges.enumerated() {
      for (i, xEdge) in histogram.xEdges.enumerated() {
        let content = histogram.contents[min(i, histogram.contents.count - 1)][
          min(j, histogram.yEdges.count - 2)]
        x.append(xEdge)
        y.append(yEdge)
        z.append(
          content == 0 || isLogarithmic && content < 0
            ? .nan : isLogarithmic ? .log10(content) : content)
      }
    }
    lines.append(
      "    \\addplot3[surf,shader=flat corner,mesh/cols=\(histogram.xEdges.count),draw=none,point meta=explicit] "
        + table(["x", "y", "z"], [x, y, z], ["x=x", "y=y", "z expr=0", "meta=z"]) + ";")
  }

  private mutating func add(_ options: String, _ table: String, _ series: Plot.Series, _ tone: Ink.Tone) {
    tones.insert(tone)
    let forget = series.label == nil ? ",forget plot" : ""
    lines.append("    \\addplot[\(options)\(forget)] \(table);")
    if let label = series.label { lines.append("    \\addlegendentry{\(label.latex)}") }
  }

  private func dash(_ dash: Stroke.Pattern) -> String {
    switch dash {
    case .solid: ""
    case .dashed: ",dashed"
    case .dotted: ",densely dotted"
    case .dashDotted: ",dash dot"
    }
  }

  private func table(_ names: [String], _ columns: [[Double]], _ source: [String] = []) -> String {
    let rows = columns[0].indices.map { n in columns.map { number($0[n]) }.joined(separator: " ") }
    let options = source.isEmpty ? "" : "[\(source.joined(separator: ","))]"
    return "table\(options) {\n\(([names.joined(separator: " ")] + rows).joined(separator: "\n"))\n}"
  }

  private func number(_ value: Double) -> String { value.isFinite ? value.decimalText(digits: 7) : "nan" }
}
