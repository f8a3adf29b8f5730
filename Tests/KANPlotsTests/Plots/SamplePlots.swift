import Foundation
import KANFormula
import KANModel
import KANNumerics
import KANTraining

@testable import KANPlots

/// One plot of every kind, with the data that make its layout hard.
enum SamplePlots {
  static var all: [(name: String, plot: Plot)] {
    [
      ("loss", loss), ("prediction", predictions(rows: 300)), ("prediction-many", predictions(rows: 20_000)),
      ("residuals", residuals), ("pareto", pareto), ("roc", roc), ("classes", classes), ("scan", scan),
      ("scan-names", namedScan), ("heat", heat), ("spectrum", spectrum), ("band", band), ("large", large),
    ]
  }

  private static var loss: Plot {
    let history = (0...120).map { step in
      Network.TrainingAccount.Record.make(
        step: step, loss: 3 * exp(-0.1 * Double(step)) + 2e-6,
        validationLoss: step % 5 == 0 ? 3.2 * exp(-0.095 * Double(step)) + 4e-6 : nil)
    }
    return .lossHistory(history, bestStep: 110)
  }

  private static func columns(_ rows: Int) -> (truth: [Double], predicted: [Double]) {
    var random = SeededRandom(seed: 3)
    let truth = (0..<rows).map { _ in 40 * random.uniform() + 20 }
    return (truth, truth.map { $0 + 1.5 * random.normal() })
  }

  private static func predictions(rows: Int) -> Plot {
    let (truth, predicted) = columns(rows)
    return .predictions(predicted, against: truth, name: Plot.Text(name: "m_T"), unit: "GeV")
  }

  private static var residuals: Plot {
    let (truth, predicted) = columns(400)
    return .residuals(predicted, against: truth, name: "$m_\\mathrm{T}^W$", unit: "GeV")
  }

  private static var pareto: Plot {
    let formulas = zip([1, 4, 5, 8, 13, 20], [0.8, 0.3, 0.12, 3e-3, 2.1e-3, 1.9e-3]).map { complexity, rmse in
      Formula(
        outputName: "y", expression: .sum((1..<max(complexity, 2)).map { _ in .variable("x") }),
        fidelity: [
          Formula.Fidelity(part: "validation", rmse: rmse, rSquared: 1, maximumError: 1, count: 10)
        ])
    }
    return .paretoFront(formulas, chosen: formulas[3])
  }

  static func scores(_ count: Int) -> (outputs: [Double], labels: [Double], weights: [Double]) {
    var random = SeededRandom(seed: 5)
    let labels = (0..<count).map { _ in random.uniform() < 0.5 ? 0.0 : 1.0 }
    return (
      labels.map { 1 / (1 + exp(-(2 * $0 - 1 + 1.2 * random.normal()))) }, labels,
      labels.map { _ in random.uniform() < 0.1 ? -0.4 : 1.1 }
    )
  }

  private static var roc: Plot {
    let (outputs, labels, weights) = scores(2000)
    let other = zip(outputs, labels).map { 0.5 * $0 + 0.1 * $1 * $0 }
    let curves = [
      ("network", Metrics.ROCCurve(scores: outputs, labels: labels, weights: weights)),
      ("formula", Metrics.ROCCurve(scores: other, labels: labels, weights: weights)),
    ]
    return .roc(curves.compactMap { name, curve in curve.map { (Plot.Text(name), $0) } })
  }

  private static var classes: Plot {
    let (outputs, labels, weights) = scores(3000)
    return .classOutputs(
      outputs, labels: labels, weights: weights, output: Plot.Axis("network output", range: 0...1))
  }

  private static var scan: Plot {
    .scan(
      Plot.Axis("grid intervals $G$", scale: .logarithmic), values: [3, 5, 10, 20, 40],
      quality: Plot.Axis("test RMSE", unit: "GeV", scale: .logarithmic),
      results: [
        ("order 3", [0.4, 0.11, 0.021, 0.013, 0.012], [0.1, 0.02, 0.004, 0.003, 0.004]),
        ("order 1", [0.7, 0.31, 0.12, 0.06, 0.03], [0.1, 0.02, 0.02, 0.01, 0.005]),
      ])
  }

  private static var namedScan: Plot {
    .scan(
      Plot.Axis("method", categories: ["KAN", "MLP", "boosted trees", "linear"]), values: [0, 1, 2, 3],
      quality: Plot.Axis("AUC", range: 0.5...1),
      results: [(nil, [0.912, 0.905, 0.92, 0.71], [0.004, 0.006, 0.003, 0.002])])
  }

  private static var heat: Plot {
    var random = SeededRandom(seed: 8)
    let x = (0..<30_000).map { _ in random.normal() }
    let y = x.map { 0.6 * $0 * $0 + 0.5 * random.normal() }
    return .heatMap(
      Histogram.TwoDimensional(x, y, xBins: 50, yBins: 40), x: Plot.Axis(column: "cos_theta_star"),
      y: Plot.Axis(column: "delta_phi", unit: "rad"),
      colors: Plot.Axis("events", scale: .logarithmic))
  }

  private static var spectrum: Plot {
    var random = SeededRandom(seed: 9)
    let background = (0..<20_000).map { _ in -40 * log(random.uniform()) + 20 }
    let signal = (0..<1500).map { _ in 91 + 3 * random.normal() }
    let edges = (0...60).map { 20 + 3 * Double($0) }
    var plot = Plot(
      "$Z \\to \\ell\\ell$ candidates", x: Plot.Axis("$m_{\\ell\\ell}$", unit: "GeV"),
      y: Plot.Axis("events / 3 GeV", scale: .logarithmic))
    plot.add(.histogram(Histogram(background, edges: edges), style: .filled, label: "background"))
    plot.add(.histogram(Histogram(background + signal, edges: edges), label: "signal + background"))
    plot.add(
      .histogram(Histogram(background + signal, edges: edges), style: .points, label: "data").colored(6))
    plot.notes = ["$\\sqrt{s} = 13$ TeV, 20 fb$^{-1}$"]
    return plot
  }

  private static var band: Plot {
    let x = (0...80).map { -2 + Double($0) / 20 }
    let y = x.map { sin(2 * $0) }
    let e = x.map { 0.05 + 0.05 * $0 * $0 }
    var plot = Plot(x: Plot.Axis("$x$"), y: Plot.Axis("$\\varphi(x)$"))
    plot.add(.band(x, from: zip(y, e).map(-), to: zip(y, e).map(+), label: "± one standard error").colored(0))
    plot.add(.line(x, y, label: "fit").colored(0))
    plot.add(
      .points(x.map { $0 * 0.9 }, x.map { sin(1.8 * $0) + 0.1 * cos(37 * $0) }, label: "samples").colored(1)
        .marked(.disc, size: 2.5))
    return plot
  }

  private static var large: Plot {
    let x = (0...10).map { 1e9 + 2e8 * Double($0) }
    return Plot(x: Plot.Axis("frequency", unit: "Hz"), y: Plot.Axis("power", unit: "W"))
      .adding(.points(x, x.map { 3e-7 * ($0 / 1e9) }, yErrors: x.map { _ in 2e-8 }, label: "measured"))
  }
}

extension Network.TrainingAccount.Record {
  /// A record, which only a run of training makes otherwise.
  static func make(step: Int, loss: Double, validationLoss: Double?) -> Self {
    let text =
      "{\"step\": \(step), \"loss\": \(loss)" + (validationLoss.map { ", \"validationLoss\": \($0)" } ?? "")
      + "}"
    do {
      return try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    } catch { preconditionFailure("\(error)") }
  }
}
