import KANModel
import KANTraining

extension Plot {
  /// Loss against step, both losses on one logarithmic axis, with the step whose network was kept.
  ///
  /// - Parameters:
  ///   - history: The records of a training run, in the order of the steps; those with a validation loss
  ///     give a second curve.
  ///   - bestStep: The step whose network was kept; `nil` for no mark.
  ///   - title: The title above the frame; `nil` for none.
  public static func lossHistory(
    _ history: [Network.TrainingAccount.Record], bestStep: Int? = nil, title: Plot.Text? = nil
  ) -> Plot {
    var plot = Plot(title, x: Axis("step"), y: Axis("loss", scale: .logarithmic))
    let steps = history.map { Double($0.step) }
    plot.add(.line(steps, history.map(\.loss), label: "training"))
    let judged = history.filter { $0.validationLoss != nil }
    if !judged.isEmpty {
      plot.add(
        .line(judged.map { Double($0.step) }, judged.compactMap(\.validationLoss), label: "validation")
          .dashed(.dashed))
    }
    if let bestStep { plot.add(.vertical(at: Double(bestStep), label: "best step").dashed(.dotted)) }
    return plot
  }

  /// A quality measure against one setting, with one standard error on every point.
  ///
  /// - Parameters:
  ///   - setting: The axis of the setting, such as `Plot.Axis("grid intervals")`; with the names of the choices as its categories.
  ///   - values: The settings tried; 0, 1, 2 … for categories.
  ///   - quality: The axis of the quality measure.
  ///   - results: One or more named results: the measured values and their errors.
  public static func scan(
    _ setting: Axis, values: [Double], quality: Axis,
    results: [(name: Plot.Text?, values: [Double], errors: [Double]?)]
  ) -> Plot {
    var plot = Plot(x: setting, y: quality)
    for (n, result) in results.enumerated() {
      if setting.categories.isEmpty { plot.add(.line(values, result.values).colored(n)) }
      plot.add(.points(values, result.values, yErrors: result.errors, label: result.name).colored(n))
    }
    return plot
  }
}
