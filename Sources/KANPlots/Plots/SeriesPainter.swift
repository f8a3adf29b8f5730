/// Draws one series into the frame of a plot.
struct SeriesPainter {
  let painter: PlotPainter
  let style: SeriesStyle

  private var ink: Ink { style.isRule ? .muted : .series(style.color) }
  private var stroke: Stroke { Stroke(ink: ink, width: style.isRule ? 0.8 : 1.5, dash: style.dash) }

  func marks(of shape: Plot.Series.Shape) -> [Mark] {
    let frame = painter.frame
    switch shape {
    case .line(let x, let y): return line(x, y)
    case .points(let x, let y, let xErrors, let yErrors): return points(x, y, xErrors, yErrors)
    case .band(let x, let lower, let upper):
      let there = zip(x, upper).compactMap { painter.place($0, $1) }
      let back = zip(x, lower).reversed().compactMap { painter.place($0, $1) }
      return [.path(there + back, isClosed: true, stroke: nil, fill: .series(style.color, opacity: 0.25))]
    case .histogram(let histogram, let form): return bins(histogram, form)
    case .heat(let histogram): return cells(histogram)
    case .horizontal(let value):
      return painter.y(value).map { [.line([Point(frame.x, $0), Point(frame.maxX, $0)], stroke)] } ?? []
    case .vertical(let value):
      return painter.x(value).map { [.line([Point($0, frame.y), Point($0, frame.maxY)], stroke)] } ?? []
    case .diagonal:
      let lower = max(painter.x.range.lowerBound, painter.y.range.lowerBound)
      let upper = min(painter.x.range.upperBound, painter.y.range.upperBound)
      guard lower < upper else { return [] }
      return line([lower, upper], [lower, upper])
    }
  }

  /// Whether any part of a series is visible in the frame; the legend omits the others.
  func isVisible(_ shape: Plot.Series.Shape) -> Bool {
    if case .band(let x, let lower, let upper) = shape {
      // A band thinner than a line is hidden by its curve.
      return x.indices.contains { n in
        guard let top = painter.place(x[n], upper[n]), let bottom = painter.place(x[n], lower[n]) else {
          return false
        }
        return bottom.y - top.y > stroke.width
      }
    }
    return marks(of: shape).contains { $0.points.contains { painter.frame.contains($0) } }
  }

  /// The sample of the series in the legend, in a box.
  func swatch(of shape: Plot.Series.Shape, in box: Box) -> [Mark] {
    let (left, right) = (Point(box.x, box.middle.y), Point(box.maxX, box.middle.y))
    switch shape {
    case .line, .horizontal, .vertical, .diagonal: return [.line([left, right], stroke)]
    case .histogram(_, .outline): return [.line([left, right], stroke)]
    case .histogram(_, .filled):
      return [.rectangle(box, stroke: Stroke(ink: ink, width: 1), fill: .series(style.color, opacity: 0.3))]
    case .band: return [.rectangle(box, fill: .series(style.color, opacity: 0.25))]
    case .points(_, _, _, let errors):
      let bar =
        errors == nil
        ? []
        : [
          Mark.line([Point(box.middle.x, box.y), Point(box.middle.x, box.maxY)], Stroke(ink: ink, width: 1))
        ]
      return bar + marker(at: box.middle)
    case .histogram(_, .points):
      return [.line([Point(box.middle.x, box.y), Point(box.middle.x, box.maxY)], Stroke(ink: ink, width: 1))]
        + marker(at: box.middle)
    case .heat: return []
    }
  }

  // MARK: - Lines

  /// One path for each stretch of values with positions.
  private func line(_ x: [Double], _ y: [Double]) -> [Mark] {
    var paths: [[Point]] = [[]]
    for (x, y) in zip(x, y) {
      if let point = painter.place(x, y) { paths[paths.count - 1].append(point) } else { paths.append([]) }
    }
    return paths.filter { $0.count > 1 }.map { .line($0, stroke) }
  }

  private func points(_ x: [Double], _ y: [Double], _ xErrors: [Double]?, _ yErrors: [Double]?) -> [Mark] {
    x.indices.flatMap { n -> [Mark] in
      guard let place = painter.place(x[n], y[n]) else { return [] }
      return errorBars(at: place, x[n], y[n], xErrors?[n], yErrors?[n]) + marker(at: place)
    }
  }

  private func errorBars(at place: Point, _ x: Double, _ y: Double, _ xError: Double?, _ yError: Double?)
    -> [Mark]
  {
    let thin = Stroke(ink: ink, width: 1)
    var marks: [Mark] = []
    if let yError, yError > 0, let top = painter.y(y + yError) {
      // On a logarithmic axis a bar that reaches 0 ends at the frame.
      let bottom = painter.y(y - yError) ?? painter.frame.maxY
      marks.append(.line([Point(place.x, top), Point(place.x, bottom)], thin))
      for end in [top, bottom] {
        marks.append(.line([Point(place.x - 2, end), Point(place.x + 2, end)], thin))
      }
    }
    if let xError, xError > 0, let right = painter.x(x + xError) {
      let left = painter.x(x - xError) ?? painter.frame.x
      marks.append(.line([Point(left, place.y), Point(right, place.y)], thin))
      for end in [left, right] {
        marks.append(.line([Point(end, place.y - 2), Point(end, place.y + 2)], thin))
      }
    }
    return marks
  }

  private func marker(at p: Point) -> [Mark] {
    let r = style.markerSize / 2
    let thin = Stroke(ink: ink, width: 1)
    switch style.marker {
    case .disc: return [.circle(p, radius: r, stroke: nil, fill: ink)]
    case .square:
      return [
        .rectangle(Box(x: p.x - r, y: p.y - r, width: 2 * r, height: 2 * r), stroke: thin, fill: .paper)
      ]
    case .triangle:
      let points = [
        Point(p.x, p.y - 1.2 * r), Point(p.x + 1.1 * r, p.y + 0.8 * r), Point(p.x - 1.1 * r, p.y + 0.8 * r),
      ]
      return [.path(points, isClosed: true, stroke: nil, fill: ink)]
    case .rhombus:
      let points = [
        Point(p.x, p.y - 1.3 * r), Point(p.x + 1.3 * r, p.y), Point(p.x, p.y + 1.3 * r),
        Point(p.x - 1.3 * r, p.y),
      ]
      return [.path(points, isClosed: true, stroke: thin, fill: .paper)]
    case .cross:
      return [
        .line([Point(p.x - r, p.y - r), Point(p.x + r, p.y + r)], thin),
        .line([Point(p.x - r, p.y + r), Point(p.x + r, p.y - r)], thin),
      ]
    }
  }

  // MARK: - Histograms

  private func bins(_ histogram: Histogram, _ form: Plot.Series.HistogramStyle) -> [Mark] {
    if form == .points {
      return zip(histogram.centers.indices, zip(histogram.contents, histogram.errors)).flatMap {
        n, bin -> [Mark] in
        guard bin.0 != 0 || bin.1 != 0, let place = painter.place(histogram.centers[n], bin.0) else {
          return []
        }
        return errorBars(at: place, histogram.centers[n], bin.0, nil, bin.1) + marker(at: place)
      }
    }
    let floor = painter.y(0) ?? painter.frame.maxY
    var points: [Point] = []
    for (n, content) in histogram.contents.enumerated() {
      let height = painter.y(content) ?? floor
      for edge in [histogram.edges[n], histogram.edges[n + 1]] {
        if let place = painter.x(edge) { points.append(Point(place, height)) }
      }
    }
    guard let first = points.first, let last = points.last else { return [] }
    let whole = [Point(first.x, floor)] + points + [Point(last.x, floor)]
    let outline = Mark.line(whole, stroke)
    guard form == .filled else { return [outline] }
    return [.path(whole, isClosed: true, stroke: nil, fill: .series(style.color, opacity: 0.3)), outline]
  }

  private func cells(_ histogram: Histogram.TwoDimensional) -> [Mark] {
    guard let color = painter.color else { return [] }
    var marks: [Mark] = []
    for (i, column) in histogram.contents.enumerated() {
      for (j, content) in column.enumerated() where content != 0 {
        guard let t = color(content), let a = painter.place(histogram.xEdges[i], histogram.yEdges[j + 1]),
          let b = painter.place(histogram.xEdges[i + 1], histogram.yEdges[j])
        else { continue }
        // A slight overlap, so that no background shows between cells.
        let box = Box(x: a.x, y: a.y, width: b.x - a.x + 0.3, height: b.y - a.y + 0.3)
        marks.append(.rectangle(box, fill: Ink(tone: .ramp(t))))
      }
    }
    return marks
  }
}
