extension Plot {
  /// More points than this become a two-dimensional histogram.
  static let largestCloud = 1500

  /// Prediction against truth; on the diagonal they agree.
  ///
  /// - Parameters:
  ///   - predicted: One prediction a row.
  ///   - truth: One true value a row.
  ///   - name: What both are.
  ///   - unit: Their unit.
  public static func predictions(
    _ predicted: [Double], against truth: [Double], name: RichText, unit: RichText? = nil
  ) -> Plot {
    let rows = finiteRows(predicted, truth)
    let both = rows.flatMap { [predicted[$0], truth[$0]] }
    let range = AxisMap.range(of: Axis(name), values: both)
    var plot = Plot(
      x: Axis("true \(name)", unit: unit, range: range),
      y: Axis("predicted \(name)", unit: unit, range: range))
    plot.addCloud(rows.map { truth[$0] }, rows.map { predicted[$0] })
    plot.add(.diagonal())
    return plot
  }

  /// Prediction minus truth, against the truth.
  public static func residuals(
    _ predicted: [Double], against truth: [Double], name: RichText, unit: RichText? = nil
  ) -> Plot {
    let rows = finiteRows(predicted, truth)
    var plot = Plot(x: Axis("true \(name)", unit: unit), y: Axis("predicted − true", unit: unit))
    plot.addCloud(rows.map { truth[$0] }, rows.map { predicted[$0] - truth[$0] })
    plot.add(.horizontal(at: 0))
    return plot
  }

  /// Two variables of all events in colours.
  public static func heatMap(_ histogram: Histogram2D, x: Axis, y: Axis, colors: Axis = Axis("events"))
    -> Plot
  {
    var plot = Plot(x: x, y: y)
    plot.colors = colors
    plot.add(.heat(histogram))
    return plot
  }

  /// Points as long as they can be told apart, cells beyond.
  private mutating func addCloud(_ x: [Double], _ y: [Double]) {
    guard x.count > Self.largestCloud else {
      add(.points(x, y).marked(.disc, size: x.count > 300 ? 2 : 3))
      return
    }
    let xRange = AxisMap.range(of: self.x, values: x)
    let yRange = AxisMap.range(of: self.y, values: y)
    colors = Axis("rows", scale: .logarithmic)
    (self.x.range, self.y.range) = (xRange, yRange)
    add(.heat(Histogram2D(x, y, xBins: 60, yBins: 60, xRange: xRange, yRange: yRange)))
  }

  private static func finiteRows(_ a: [Double], _ b: [Double]) -> [Int] {
    precondition(a.count == b.count, "one prediction and one true value a row")
    return a.indices.filter { a[$0].isFinite && b[$0].isFinite }
  }
}

extension DefaultStringInterpolation {
  /// A text of a picture inside another one keeps its mathematics.
  mutating func appendInterpolation(_ text: RichText) { appendLiteral(text.source) }
}
