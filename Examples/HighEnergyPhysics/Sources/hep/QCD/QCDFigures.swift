import Foundation
import KANPlots
import SwiftKAN

/// The figures of the multijet study.
struct QCDFigures {
  let report: StudyReport

  func roc(_ classifiers: [(name: Plot.Text, scores: [Double])], _ part: QCDEvents.Part) throws {
    let curves = classifiers.compactMap { name, scores in
      Metrics.ROCCurve(scores: scores, labels: part.labels).map { (name: name, curve: $0) }
    }
    try report.figure(
      "roc", "Fraction of prompt muons kept against fraction of multijets kept, test events.", .roc(curves))
  }

  func outputs(_ probabilities: [Double], _ part: QCDEvents.Part) throws {
    for (name, weights) in [("outputs", nil), ("outputs-weighted", part.weights)] as [(String, [Double]?)] {
      try report.figure(
        name,
        "Output of the KAN for both classes, "
          + (weights == nil ? "unweighted." : "weighted with the cross section of each event."),
        .classOutputs(
          probabilities, labels: part.labels, weights: weights, names: ["multijets", "prompt muons"],
          output: .init("output", range: 0...1), bins: 25))
    }
  }

  func calibration(_ calibration: Calibration) throws {
    let bins = calibration.bins
    var plot = Plot(
      x: .init("predicted probability", range: 0...1), y: .init("share of prompt muons", range: 0...1))
    plot.add(.diagonal())
    plot.add(
      .points(
        bins.map(\.predicted), bins.map(\.observed.value), yErrors: bins.map(\.observed.error), label: "KAN"))
    plot.notes = ["mean distance \(calibration.expectedError.fixed(4))"]
    try report.figure(
      "calibration",
      "Observed against predicted probability of the KAN, in bins of equal numbers of test events.", plot)
  }

  func importance(_ importance: Importance) throws {
    // The most important on top, by name: names are too long to stand side by side.
    let shown = Array(importance.inputs.prefix(8).reversed())
    var plot = Plot(
      x: .init("fall of the AUC"), y: .init("input", categories: shown.map { Plot.Text(plain: $0.name) }))
    plot.add(
      .points(
        shown.map(\.loss.value), shown.indices.map(Double.init), xErrors: shown.map(\.loss.error)))
    try report.figure("importance", "Fall of the AUC when one input is shuffled among the test events.", plot)
  }

  /// M_T^W of multijets before and after cuts on the output.
  func sculpting(_ scores: [Double], _ part: QCDEvents.Part) throws {
    var plot = Plot(x: .init("$M_T^W$", unit: "GeV", range: 0...160), y: .init("density of multijets"))
    let zeros = scores.indices.filter { part.labels[$0] == 0 }
    plot.add(
      .histogram(
        Histogram(part.mtw.at(zeros), bins: 20, range: 0...160).normalized, style: .filled, label: "all"))
    for efficiency in ClassifierScore.signalEfficiencies {
      let cut = ClassifierScore.threshold(scores, part.labels, signalEfficiency: efficiency)
      let kept = zeros.filter { scores[$0] >= cut }.map { part.mtw[$0] }
      // So few have no shape to see.
      guard kept.count >= 40 else { continue }
      let label = Plot.Text(
        "signal efficiency \((100 * efficiency).fixed(0)) \\%".replacing("\\%", with: "%"))
      plot.add(.histogram(Histogram(kept, bins: 20, range: 0...160).normalized, label: label))
    }
    try report.figure(
      "sculpting",
      "Transverse W mass of multijets that pass cuts on the KAN; a peak near 80 GeV would be sculpted.", plot)
  }

  func curves(_ histories: [(name: String, history: [Network.TrainingAccount.Record])]) throws {
    for (n, (name, history)) in histories.enumerated() where history.count > 2 {
      try report.figure("curve-\(n + 1)", "Training of \(name).", .lossHistory(history))
    }
  }
}
