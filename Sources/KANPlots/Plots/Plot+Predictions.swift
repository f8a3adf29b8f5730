extension Plot {
  /// The largest number of points shown singly; more become a two-dimensional histogram.
  static let largestCloud = 1500

  /// Predicted against measured values; on the diagonal they agree.
  ///
  /// - Parameters:
  ///   - predicted: One prediction per row.
  ///   - measured: One measured value per row.
  ///   - name: The name of the quantity.
  ///   - unit: Its unit.
  ///   - isValidation: Whether a row is a validation row; such rows have their own colour and marker.
  public static func predictions(
    _ predicted: [Double], against measured: [Double], name: Plot.Text, unit: Plot.Text? = nil,
    isValidation: [Bool]? = nil
  ) -> Plot {
    let rows = finiteRows(predicted, measured)
    let both = rows.flatMap { [predicted[$0], measured[$0]] }
    let range = AxisMap.range(of: Axis(name), values: both)
    var plot = Plot(
      x: Axis("measured \(name)", unit: unit, range: range),
      y: Axis("predicted \(name)", unit: unit, range: range))
    plot.addCloud(
      rows.map { measured[$0] }, rows.map { predicted[$0] },
      isValidation.map { part in rows.map { part[$0] } })
    plot.add(.diagonal())
    return plot
  }

  /// Residuals, measured − predicted, against the prediction: against the measured value they would show a slope even for a perfect law.
  ///
  /// - Parameters:
  ///   - predicted: One prediction per row.
  ///   - measured: One measured value per row.
  ///   - name: The name of the quantity.
  ///   - unit: Its unit.
  ///   - isValidation: Whether a row is a validation row.
  public static func residuals(
    _ predicted: [Double], against measured: [Double], name: Plot.Text, unit: Plot.Text? = nil,
    isValidation: [Bool]? = nil
  ) -> Plot {
    let rows = finiteRows(predicted, measured)
    var plot = Plot(
      x: Axis("predicted \(name)", unit: unit), y: Axis("residual: measured − predicted", unit: unit))
    plot.addCloud(
      rows.map { predicted[$0] }, rows.map { measured[$0] - predicted[$0] },
      isValidation.map { part in rows.map { part[$0] } })
    plot.add(.horizontal(at: 0))
    return plot
  }

  /// The joint distribution of two variables as a heat map.
  ///
  /// - Parameters:
  ///   - histogram: The cells; empty ones are left out.
  ///   - x: The axis of the first variable.
  ///   - y: The axis of the second variable.
  ///   - colors: The axis of the contents of the cells.
  public static func heatMap(
    _ histogram: Histogram.TwoDimensional, x: Axis, y: Axis, colors: Axis = Axis("events")
  )
    -> Plot
  {
    var plot = Plot(x: x, y: y)
    plot.colors = colors
    plot.add(.heat(histogram))
    return plot
  }

  /// The largest number of validation rows shown singly above the cells of the others.
  private static let largestOverlay = 300

  /// Points as long as they are distinguishable, otherwise cells; validation rows are drawn above training rows, singly above cells.
  private mutating func addCloud(_ x: [Double], _ y: [Double], _ isValidation: [Bool]?) {
    guard x.count > Self.largestCloud else {
      let size = x.count > 300 ? 2.5 : 3.5
      guard let isValidation, isValidation.contains(true) else {
        add(.points(x, y).colored(0).marked(.disc, size: size))
        return
      }
      for (isShown, label, marker) in [
        (false, "training", Series.Marker.disc), (true, "validation", .triangle),
      ] {
        let rows = x.indices.filter { isValidation[$0] == isShown }
        guard !rows.isEmpty else { continue }
        add(
          .points(rows.map { x[$0] }, rows.map { y[$0] }, label: Plot.Text(label)).colored(isShown ? 1 : 0)
            .marked(marker, size: isShown ? size + 1 : size))
      }
      return
    }
    let xRange = AxisMap.range(of: self.x, values: x)
    let yRange = AxisMap.range(of: self.y, values: y)
    let validation = isValidation.map { part in x.indices.filter { part[$0] } } ?? []
    // Without a row in cells there is nothing to distinguish.
    let isDivided = !validation.isEmpty && validation.count < x.count
    let cells = isDivided ? x.indices.filter { isValidation?[$0] == false } : Array(x.indices)
    colors = Axis(isDivided ? "training rows" : "rows", scale: .logarithmic)
    (self.x.range, self.y.range) = (xRange, yRange)
    add(
      .heat(
        Histogram.TwoDimensional(
          cells.map { x[$0] }, cells.map { y[$0] }, xBins: 60, yBins: 60, xRange: xRange, yRange: yRange)))
    guard isDivided else { return }
    let step = (validation.count + Self.largestOverlay - 1) / Self.largestOverlay
    let shown = stride(from: 0, to: validation.count, by: step).map { validation[$0] }
    let label = step == 1 ? "validation" : "validation (\(shown.count) of \(validation.count) rows)"
    add(
      .points(shown.map { x[$0] }, shown.map { y[$0] }, label: Plot.Text(plain: label)).colored(1)
        .marked(.triangle, size: 3))
  }

  private static func finiteRows(_ a: [Double], _ b: [Double]) -> [Int] {
    precondition(a.count == b.count, "one prediction and one measured value a row")
    return a.indices.filter { a[$0].isFinite && b[$0].isFinite }
  }
}
