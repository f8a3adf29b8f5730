import KANFormula
import KANTraining

extension Plot {
  /// The receiver operating characteristics of one or more classifiers, with the area and its error in the legend.
  ///
  /// - Parameter curves: The curves with the names of their classifiers.
  public static func roc(_ curves: [(name: Plot.Text, curve: Metrics.ROCCurve)]) -> Plot {
    var plot = Plot(
      // A small margin, so that the curve of a perfect classifier does not lie on the frame.
      x: Axis("false positive rate", range: -0.02...1), y: Axis("true positive rate", range: 0...1.02))
    for (name, curve) in curves {
      // A few hundred steps look the same as all of them.
      let stride = max(1, curve.falsePositiveRates.count / 400)
      let shown = curve.falsePositiveRates.indices.filter {
        $0 % stride == 0 || $0 == curve.falsePositiveRates.count - 1
      }
      let area = Plot.Text(Formula.MeasuredValue(curve.area, standardError: curve.areaError))
      plot.add(
        .line(
          shown.map { curve.falsePositiveRates[$0] }, shown.map { curve.truePositiveRates[$0] },
          label: Plot.Text("\(name): AUC \(area)")))
    }
    plot.add(.diagonal().dashed(.dotted))
    plot.width = 340
    plot.height = 320
    return plot
  }

  /// The distributions of a classifier's output for each class, as densities with the errors of the weighted counts.
  ///
  /// - Parameters:
  ///   - outputs: One output per event.
  ///   - labels: The class of each event, 0, 1, …
  ///   - weights: One weight per event, which may be negative; `nil` means all 1.
  ///   - names: The names of the classes in their order.
  ///   - output: The axis of the output.
  ///   - bins: The number of bins.
  public static func classOutputs(
    _ outputs: [Double], labels: [Double], weights: [Double]? = nil,
    names: [Plot.Text] = ["class 0", "class 1"],
    output: Axis = Axis("output"), bins: Int = 40
  ) -> Plot {
    var plot = Plot(x: output, y: Axis("density"))
    let edges = BinSearch.edges(bins: bins, range: output.range, values: outputs)
    for (c, name) in names.enumerated() {
      let members = labels.indices.filter { labels[$0] == Double(c) }
      let histogram = Histogram(
        members.map { outputs[$0] }, weights: weights.map { w in members.map { w[$0] } }, edges: edges
      ).normalized
      plot.add(.histogram(histogram, style: c == 0 ? .filled : .outline, label: name).colored(c))
      plot.add(.histogram(histogram, style: .points).colored(c).marked(.disc, size: 0.1))
    }
    return plot
  }
}
