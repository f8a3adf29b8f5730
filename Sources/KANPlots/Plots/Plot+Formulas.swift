import KANFormula

extension Plot {
  /// Complexity against error of formulas (log-loss for log-odds), with the best of each complexity joined and the chosen one
  /// highlighted.
  ///
  /// - Parameters:
  ///   - formulas: The alternatives, compared by their fidelity on the last part of the data.
  ///   - chosen: The chosen formula.
  ///   - unit: The unit of the target.
  public static func paretoFront(_ formulas: [Formula], chosen: Formula? = nil, unit: Plot.Text? = nil)
    -> Plot
  {
    let shownFormulas = formulas + (chosen.map { [$0] } ?? [])
    let isOfLabels = shownFormulas.areOfLabels
    func error(of formula: Formula) -> Double? {
      isOfLabels ? formula.fidelity.last?.labels?.logLoss : formula.fidelity.last?.rmse
    }
    let all = shownFormulas.compactMap { formula -> (x: Double, y: Double)? in
      guard let error = error(of: formula), error.isFinite else { return nil }
      return (Double(formula.expression.complexity), error)
    }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    var front: [(x: Double, y: Double)] = []
    for point in all where point.y < front.last?.y ?? .infinity { front.append(point) }
    // An error of exactly 0 has no position on a logarithmic axis: it is shown at the bottom.
    let smallest = all.map(\.y).filter { $0 > 0 }.min() ?? 1e-16
    func shown(_ y: Double) -> Double { y > 0 ? y : smallest / 10 }
    let vertical =
      isOfLabels ? Axis("log-loss", scale: .logarithmic) : Axis("RMSE", unit: unit, scale: .logarithmic)
    var plot = Plot(x: Axis("complexity"), y: vertical)
    plot.add(.line(front.map(\.x), front.map { shown($0.y) }).colored(0))
    plot.add(
      .points(all.map(\.x), all.map { shown($0.y) }, label: "alternatives").colored(0).marked(.disc, size: 5))
    if let chosen, let error = error(of: chosen) {
      plot.add(
        .points([Double(chosen.expression.complexity)], [shown(error)], label: "chosen").colored(1)
          .marked(.square, size: 9))
    }
    return plot
  }
}
