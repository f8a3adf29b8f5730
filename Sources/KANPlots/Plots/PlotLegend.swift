/// The legend and the notes of a plot: in the emptiest corner of the frame, or above the frame if all corners are full.
struct PlotLegend {
  let plot: Plot
  let styles: [SeriesStyle]

  private var size: Double { plot.fontSize }
  private var lineHeight: Double { 1.45 * size }
  /// The width of the sample of a series.
  private var swatch: Double { 2.2 * size }

  init(_ plot: Plot, styles: [SeriesStyle]) {
    self.plot = plot
    self.styles = styles
  }

  private var entries: [(series: Plot.Series, style: SeriesStyle, label: Plot.Text)] {
    zip(plot.series, styles).compactMap { series, style in series.label.map { (series, style, $0) } }
  }

  private var isEmpty: Bool { entries.isEmpty && plot.notes.isEmpty }

  private var blockSize: (width: Double, height: Double) {
    let labels = entries.map { swatch + 6 + $0.label.width(size: size) * Letters.slack }
    let notes = plot.notes.map { $0.width(size: size) * Letters.slack }
    return (
      (labels + notes).max() ?? 0, Double(entries.count + plot.notes.count) * lineHeight
    )
  }

  /// Whether no corner is free, judged for a frame that nearly fills the picture.
  var isAboveFrame: Bool {
    guard !isEmpty else { return false }
    if plot.series.contains(where: { if case .heat = $0.shape { true } else { false } }) { return true }
    let frame = Box(x: 0, y: 0, width: plot.width - 7.8 * size, height: plot.height - 6.7 * size)
    return best(in: frame).covered > 0.004
  }

  /// The height that the legend takes above a frame.
  func height(inWidth width: Double) -> Double { Double(rows(inWidth: width).count) * lineHeight + 4 }

  func marks(in painter: PlotPainter) -> [Mark] {
    guard !isEmpty else { return [] }
    let frame = painter.frame
    if isAboveFrame {
      let rows = rows(inWidth: frame.width)
      let top =
        frame.y - Double(rows.count) * lineHeight - 4 - (painter.yTicks.exponent == 0 ? 0 : 0.9 * size)
      return rows.enumerated().flatMap { n, row -> [Mark] in
        var x = frame.x
        let y = top + (Double(n) + 0.5) * lineHeight
        return row.flatMap { item -> [Mark] in
          defer { x += item.width + 14 }
          return item.draw(Point(x, y), painter)
        }
      }
    }
    let place = best(in: frame).box
    return rows(inWidth: 0).enumerated().flatMap { n, row in
      row.flatMap { $0.draw(Point(place.x, place.y + (Double(n) + 0.5) * lineHeight), painter) }
    }
  }

  // MARK: - Items

  private struct Item {
    let width: Double
    let draw: (Point, PlotPainter) -> [Mark]
  }

  private var items: [Item] {
    func text(_ text: Plot.Text, _ place: Point) -> Mark {
      .text(TextMark(text: text, place: Point(place.x, place.y + 0.34 * size), size: size))
    }
    return entries.map { entry in
      Item(width: swatch + 6 + entry.label.width(size: size) * Letters.slack) {
        place, painter in
        let box = Box(x: place.x, y: place.y - 0.45 * size, width: swatch, height: 0.9 * size)
        return SeriesPainter(painter: painter, style: entry.style).swatch(of: entry.series.shape, in: box)
          + [text(entry.label, Point(place.x + swatch + 6, place.y))]
      }
    }
      + plot.notes.map { note in
        Item(width: note.width(size: size) * Letters.slack) { place, _ in [text(note, place)] }
      }
  }

  /// The items in rows, side by side as far as they fit.
  private func rows(inWidth width: Double) -> [[Item]] {
    var rows: [[Item]] = []
    var used = Double.infinity
    for item in items {
      if used + item.width > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(item)
      used += item.width + 14
    }
    return rows
  }

  // MARK: - The free corner

  /// The position in a frame that covers the fewest drawn points, and the fraction of points that it covers.
  private func best(in frame: Box) -> (box: Box, covered: Double) {
    let (width, height) = blockSize
    let points = samples(in: frame)
    let gap = 9.0
    let left = frame.x + gap
    let right = frame.maxX - gap - width
    let middle = frame.middle.x - width / 2
    let top = frame.y + gap - 2
    let bottom = frame.maxY - gap + 2 - height
    let boxes = [(right, top), (left, top), (right, bottom), (left, bottom), (middle, top), (middle, bottom)]
      .map { Box(x: $0.0, y: $0.1, width: width, height: height) }
    func covered(_ box: Box) -> Double {
      let grown = Box(x: box.x - 5, y: box.y - 4, width: box.width + 10, height: box.height + 8)
      if grown.x < frame.x || grown.maxX > frame.maxX + 1 || grown.height > frame.height * 0.6 { return 1 }
      return points.isEmpty ? 0 : Double(points.count { grown.contains($0) }) / Double(points.count)
    }
    let ranked = boxes.map { (box: $0, covered: covered($0)) }
    return ranked.min { $0.covered < $1.covered } ?? (boxes[0], 1)
  }

  /// Points along everything drawn.
  private func samples(in frame: Box) -> [Point] {
    let ranges = plot.ranges
    let x = AxisMap(range: ranges.x, scale: plot.x.scale, from: frame.x, to: frame.maxX)
    let y = AxisMap(range: ranges.y, scale: plot.y.scale, from: frame.maxY, to: frame.y)
    func place(_ a: Double, _ b: Double) -> Point? { x(a).flatMap { px in y(b).map { Point(px, $0) } } }
    func along(_ points: [Point?]) -> [Point] {
      zip(points, points.dropFirst()).flatMap { a, b -> [Point] in
        guard let a, let b else { return [] }
        let pieces = Int(min(60, max(1, (abs(a.x - b.x) + abs(a.y - b.y)) / 4)))
        return (0...pieces).map { n in
          let t = Double(n) / Double(pieces)
          return Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
        }
      }
    }
    return plot.series.flatMap { series -> [Point] in
      switch series.shape {
      case .line(let xs, let ys): return along(zip(xs, ys).map(place))
      case .points(let xs, let ys, _, let errors):
        return zip(xs, ys).compactMap(place)
          + (errors.map { e in
            xs.indices.flatMap { along([place(xs[$0], ys[$0] - e[$0]), place(xs[$0], ys[$0] + e[$0])]) }
          } ?? [])
      case .band(let xs, let lower, let upper):
        return along(zip(xs, lower).map(place)) + along(zip(xs, upper).map(place))
      case .histogram(let h, _):
        return along(
          h.contents.indices.flatMap { n in
            [place(h.edges[n], h.contents[n]), place(h.edges[n + 1], h.contents[n])]
          })
      case .diagonal:
        return along([
          place(ranges.x.lowerBound, ranges.x.lowerBound), place(ranges.x.upperBound, ranges.x.upperBound),
        ])
      case .vertical(let value):
        return along([place(value, ranges.y.lowerBound), place(value, ranges.y.upperBound)])
      case .horizontal(let value):
        return along([place(ranges.x.lowerBound, value), place(ranges.x.upperBound, value)])
      case .heat: return []
      }
    }.filter { frame.contains($0) }
  }
}

extension PlotLegend {
  /// The position of the legend, in pgfplots' terms.
  enum Corner: Hashable {
    case above
    case inside(String)
  }

  /// The position of the legend.
  var corner: Corner {
    if isAboveFrame { return .above }
    let frame = Box(x: 0, y: 0, width: plot.width - 7.8 * size, height: plot.height - 6.7 * size)
    let box = best(in: frame).box
    let side = box.middle.x < frame.middle.x ? "west" : "east"
    return .inside((box.middle.y < frame.middle.y ? "north " : "south ") + side)
  }
}
