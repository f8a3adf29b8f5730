import KANPlots
import SwiftKAN

/// The figures of the dark-matter study.
struct DarkMatterFigures {
  let report: StudyReport

  func reconstruction(_ predicted: [Double], _ truth: [Double], _ name: String, _ symbol: String) throws {
    let sorted = truth.sorted()
    let end = max(abs(sorted[sorted.count / 100]), abs(sorted[sorted.count * 99 / 100]))
    let range = -end...end
    var plot = Plot.heatMap(
      Histogram.TwoDimensional(truth, predicted, xBins: 50, yBins: 50, xRange: range, yRange: range),
      x: .init("true $\(symbol)$", unit: "GeV", range: range),
      y: .init("reconstructed $\(symbol)$", unit: "GeV", range: range),
      colors: .init("events", scale: .logarithmic))
    plot.add(.diagonal())
    try report.figure(
      "pz-\(name)", "Reconstructed against true longitudinal momentum of the \(name), test events.", plot)
  }

  func resolution(_ resolution: Resolution, _ name: String, _ symbol: String) throws {
    let bins = resolution.bins
    var plot = Plot(
      x: .init("true $\(symbol)$", unit: "GeV"), y: .init("predicted − true", unit: "GeV"))
    let (truth, bias) = (bins.map(\.truth), bins.map(\.bias.value))
    plot.add(
      .band(
        truth, from: bins.map { $0.bias.value - $0.width }, to: bins.map { $0.bias.value + $0.width },
        label: "central 68 %"))
    plot.add(.points(truth, bias, yErrors: bins.map(\.bias.error), label: "median"))
    plot.add(.horizontal(at: 0))
    try report.figure(
      "resolution-\(name)",
      "Bias and resolution of the longitudinal momentum of the \(name) against the true value.", plot)
  }

  func scan(_ name: String, _ points: [DarkMatterResults.ScanPoint]) throws {
    let parts = [
      ("training", points.map(\.training)), ("validation", points.map(\.validation)),
      ("test", points.map(\.test)),
    ]
    let plot = Plot.scan(
      .init(Plot.Text(plain: Self.settingName(name))), values: points.map(\.setting),
      quality: .init("mean absolute error / standard deviation"),
      results: parts.map { part, measured in
        (name: Plot.Text(plain: part), values: measured.map(\.value), errors: measured.map(\.error))
      })
    try report.figure("scan-\(name)", "Error against \(Self.settingName(name)), three seeds per point.", plot)
  }

  /// Training and validation loss of each setting of a scan.
  func scanCurves(_ name: String, _ histories: [(name: String, history: [Network.TrainingAccount.Record])])
    throws
  {
    var plot = Plot(x: .init("step"), y: .init("loss"))
    for (n, (setting, history)) in histories.enumerated() {
      let judged = history.filter { $0.validationLoss != nil }
      guard judged.count > 1 else { continue }
      let steps = judged.map { Double($0.step) }
      plot.add(.line(steps, judged.map(\.loss)).dashed(.dotted).colored(n))
      plot.add(
        .line(steps, judged.compactMap(\.validationLoss), label: Plot.Text(plain: setting)).dashed(.solid)
          .colored(n))
    }
    try report.figure(
      "scan-\(name)-curves",
      "Loss of the validation events (full lines) and of the training batches (dotted) for each number of "
        + "\(Self.settingName(name)), first seed.", plot)
  }

  private static func settingName(_ name: String) -> String {
    switch name {
    case "grid": "grid intervals"
    case "width": "nodes per hidden layer"
    default: "hidden layers"
    }
  }

  func curves(_ histories: [(name: String, history: [Network.TrainingAccount.Record])]) throws {
    for (n, (name, history)) in histories.enumerated() where history.count > 2 {
      try report.figure("curve-\(n + 1)", "Training of \(name).", .lossHistory(history))
    }
  }
}
