/// Lays a plot out and draws it.
struct PlotPainter {
  let plot: Plot
  let frame: Box
  let x: AxisMap
  let y: AxisMap
  let color: AxisMap?
  let xTicks: Ticks
  let yTicks: Ticks
  let styles: [SeriesStyle]

  /// The font size in points, of which most distances are multiples.
  private var size: Double { plot.fontSize }
  /// The margin beside a frame without labels.
  private static let edge = 14.0

  init(_ plot: Plot) {
    self.plot = plot
    let size = plot.fontSize
    let ranges = plot.ranges
    // The width of the labels determines where the frame begins; their number depends on its size, which is nearly known.
    let yTicks =
      plot.y.categories.isEmpty
      ? Ticks(on: ranges.y, scale: plot.y.scale, count: max(2, Int(plot.height / (5 * size))))
      : Ticks(categories: plot.y.categories)
    let shownY = yTicks.major.filter { ranges.y.contains($0.value) }
    let labelWidth = shownY.map { $0.label.width(size: size) * Letters.slack }.max() ?? 0
    let left = 1.8 * size + 0.9 * size + labelWidth + 5
    let legend = PlotLegend(plot, styles: SeriesStyle.styles(of: plot.series))
    let isAbove = legend.isAboveFrame
    let top =
      (plot.title == nil ? 1.1 * size : 2.9 * size)
      + (isAbove ? legend.height(inWidth: plot.width - left - Self.edge) : 0)
      + (yTicks.exponent == 0 ? 0 : 0.9 * size)
    // The last label of the horizontal axis needs space on the right, and fewer wide labels fit.
    func ticks(_ width: Double, labels: Double) -> Ticks {
      plot.x.categories.isEmpty
        ? Ticks(
          on: ranges.x, scale: plot.x.scale, count: max(2, Int(width / max(6.9 * size, labels + 2.6 * size))))
        : Ticks(categories: plot.x.categories)
    }
    func widest(_ ticks: Ticks) -> Double {
      ticks.major.filter { ranges.x.contains($0.value) }
        .map { $0.label.width(size: size) * Letters.slack }.max() ?? 0
    }
    let first = widest(ticks(plot.width - left - Self.edge, labels: 0))
    let right = max(plot.colorRange == nil ? Self.edge : 24 + 6.2 * size, first / 2 + 4)
    let frame = Box(
      x: left, y: top, width: max(40, plot.width - left - right),
      height: max(40, plot.height - top - 4.6 * size))
    self.frame = frame
    self.yTicks = yTicks
    xTicks = ticks(frame.width, labels: first)
    x = AxisMap(range: ranges.x, scale: plot.x.scale, from: frame.x, to: frame.maxX)
    y = AxisMap(range: ranges.y, scale: plot.y.scale, from: frame.maxY, to: frame.y)
    color = plot.colorRange.map {
      AxisMap(range: $0, scale: plot.colors?.scale ?? .linear, from: 0, to: 1)
    }
    styles = legend.styles
  }

  var drawing: Drawing {
    var drawing = Drawing(
      width: plot.width, height: plot.height,
      title: plot.title?.plain ?? "\(plot.y.caption.plain) against \(plot.x.caption.plain)",
      summary: plot.spokenSummary)
    let inside = zip(plot.series, styles).flatMap {
      SeriesPainter(painter: self, style: $1).marks(of: $0.shape)
    }
    drawing.marks.append(.group(MarkGroup(marks: inside, clip: frame)))
    drawing.marks += axisMarks
    if let title = plot.title {
      drawing.marks.append(
        .text(
          TextMark(text: title, place: Point(frame.middle.x, 1.8 * size), size: 1.1 * size, anchor: .middle)))
    }
    if let color { drawing.marks += colorScale(color) }
    drawing.marks += PlotLegend(plot, styles: styles).marks(in: self)
    return drawing
  }

  /// A position in the frame; `nil` for values without one.
  func place(_ xValue: Double, _ yValue: Double) -> Point? {
    guard let px = x(xValue), let py = y(yValue) else { return nil }
    return Point(px, py)
  }

  // MARK: - Axes

  private var axisMarks: [Mark] {
    let thin = Stroke(ink: .ink, width: 0.7)
    var marks: [Mark] = [.rectangle(frame, stroke: thin)]
    var lastEnd = -Double.infinity
    for tick in xTicks.major {
      guard let place = x(tick.value), place >= frame.x - 0.01, place <= frame.maxX + 0.01 else { continue }
      marks.append(.line([Point(place, frame.maxY), Point(place, frame.maxY - 5)], thin))
      if plot.x.categories.isEmpty {
        marks.append(.line([Point(place, frame.y), Point(place, frame.y + 5)], thin))
      }
      let half = tick.label.width(size: size) / 2
      guard place - half > lastEnd + 3 else { continue }
      lastEnd = place + half
      marks.append(text(tick.label, Point(place, frame.maxY + 1.45 * size), .middle))
    }
    for tick in yTicks.major {
      guard let place = y(tick.value), place >= frame.y - 0.01, place <= frame.maxY + 0.01 else { continue }
      marks.append(.line([Point(frame.x, place), Point(frame.x + 5, place)], thin))
      if plot.y.categories.isEmpty {
        marks.append(.line([Point(frame.maxX, place), Point(frame.maxX - 5, place)], thin))
      }
      marks.append(text(tick.label, Point(frame.x - 5, place + 0.355 * size), .end))
    }
    for value in xTicks.minor {
      guard let place = x(value), place > frame.x, place < frame.maxX else { continue }
      marks.append(.line([Point(place, frame.maxY), Point(place, frame.maxY - 2.5)], thin))
      marks.append(.line([Point(place, frame.y), Point(place, frame.y + 2.5)], thin))
    }
    for value in yTicks.minor {
      guard let place = y(value), place > frame.y, place < frame.maxY else { continue }
      marks.append(.line([Point(frame.x, place), Point(frame.x + 2.5, place)], thin))
      marks.append(.line([Point(frame.maxX, place), Point(frame.maxX - 2.5, place)], thin))
    }
    if xTicks.exponent != 0 {
      marks.append(
        text("$\\times 10^{\(xTicks.exponent)}$", Point(frame.maxX, frame.maxY + 3.1 * size), .end))
    }
    if yTicks.exponent != 0 {
      marks.append(text("$\\times 10^{\(yTicks.exponent)}$", Point(frame.x, frame.y - 5), .start))
    }
    marks.append(
      .text(
        TextMark(
          text: plot.x.caption, place: Point(frame.middle.x, frame.maxY + 3.25 * size), size: size,
          anchor: .middle)))
    marks.append(
      .text(
        TextMark(
          text: plot.y.caption, place: Point(1.5 * size, frame.middle.y), size: size,
          anchor: .middle, isUpward: true)))
    return marks
  }

  private func text(_ text: Plot.Text, _ place: Point, _ anchor: TextMark.Anchor) -> Mark {
    .text(TextMark(text: text, place: place, size: size, anchor: anchor))
  }

  // MARK: - Colours

  private func colorScale(_ color: AxisMap) -> [Mark] {
    let bar = Box(x: frame.maxX + 12, y: frame.y, width: 11, height: frame.height)
    let steps = 48
    var marks: [Mark] = (0..<steps).map { n in
      // A slight overlap, so that no background shows between the steps.
      let top = bar.maxY - bar.height * Double(n + 1) / Double(steps)
      let height = bar.height / Double(steps) + (n == 0 ? 0 : 0.5)
      return .rectangle(
        Box(x: bar.x, y: top, width: bar.width, height: height),
        fill: Ink(tone: .ramp((Double(n) + 0.5) / Double(steps))))
    }
    let thin = Stroke(ink: .ink, width: 0.7)
    marks.append(.rectangle(bar, stroke: thin))
    let ticks = Ticks(on: color.range, scale: color.scale, count: max(2, Int(frame.height / (5 * size))))
    var width = 0.0
    for tick in ticks.major {
      guard let t = color(tick.value), t >= -1e-9, t <= 1 + 1e-9 else { continue }
      let place = bar.maxY - t * bar.height
      marks.append(.line([Point(bar.maxX, place), Point(bar.maxX - 3, place)], thin))
      marks.append(text(tick.label, Point(bar.maxX + 4, place + 0.355 * size), .start))
      width = max(width, tick.label.width(size: size) * Letters.slack)
    }
    if ticks.exponent != 0 {
      marks.append(text("$\\times 10^{\(ticks.exponent)}$", Point(bar.x, bar.y - 5), .start))
    }
    if let axis = plot.colors {
      marks.append(
        .text(
          TextMark(
            text: axis.caption, place: Point(bar.maxX + 4 + width + 1.3 * size, frame.middle.y),
            size: size, anchor: .middle, isUpward: true)))
    }
    return marks
  }
}
