import KANFormula
import KANNumerics
import KANPlots
import KANSymbolic

/// The figures of a fit: the law among its data with its prediction band, prediction against measurement, the residuals and the pulls.
package struct FitFigures: Sendable {
  private let fit: Form.Fit

  /// The figures of a fit.
  package init(_ fit: Form.Fit) { self.fit = fit }

  /// The number of points of a drawn curve.
  private static let curvePoints = 300

  /// All figures that the fit allows, with captions.
  package var all: [(caption: String, plot: Plot)] {
    var figures: [(caption: String, plot: Plot)] = []
    if let law {
      figures.append(("The law and the data; the band is one standard error of the prediction.", law))
    }
    let name = Plot.Text(name: fit.form.targetName)
    figures.append(
      ("Predicted against measured values.", .predictions(fit.predictions, against: fit.target, name: name)))
    figures.append(
      (
        "Residuals: measured minus predicted values.",
        .residuals(fit.predictions, against: fit.target, name: name)
      ))
    if let pulls {
      figures.append(
        ("Pulls (measured − law)/σ, with the normal distribution expected for the stated errors.", pulls))
    }
    return figures
  }

  /// The law of one input; `nil` if it has more.
  package var law: Plot? {
    guard fit.form.inputs.count == 1 else { return nil }
    let x = fit.columns[0]
    guard let lower = x.min(), let upper = x.max(), lower < upper else { return nil }
    let name = fit.form.inputs[0]
    var plot = Plot(
      x: Plot.Axis(column: name), y: Plot.Axis(Plot.Text(name: fit.form.targetName)))
    let curve = (0..<Self.curvePoints).map {
      lower + (upper - lower) * Double($0) / Double(Self.curvePoints - 1)
    }
    for g in fit.formulas.indices {
      let (values, errors) = fit.band([curve], group: g)
      let finite = curve.indices.filter { values[$0].isFinite && errors[$0].isFinite }
      func picked(_ column: [Double]) -> [Double] { finite.map { column[$0] } }
      let rows = fit.rowGroups.indices.filter { fit.rowGroups[$0] == g }
      let label = Plot.Text(plain: fit.groups.isEmpty ? "law" : "group \(fit.groups[g])")
      plot.add(
        .band(
          picked(curve), from: finite.map { values[$0] - errors[$0] },
          to: finite.map { values[$0] + errors[$0] }
        ).colored(g))
      plot.add(
        .points(
          rows.map { x[$0] }, rows.map { fit.target[$0] },
          yErrors: fit.targetErrors.map { errors in rows.map { errors[$0] } },
          label: fit.groups.isEmpty ? "data" : nil
        ).colored(g).marked(.disc, size: rows.count > 300 ? 2 : 3))
      plot.add(.line(picked(curve), picked(values), label: label).colored(g).dashed(.solid))
    }
    return plot
  }

  /// The distribution of the pulls; `nil` without errors of measurement.
  package var pulls: Plot? {
    guard let pulls = fit.pulls else { return nil }
    let reach = max(4, pulls.largestMagnitude)
    let bins = max(8, min(40, pulls.count / 4))
    let histogram = Histogram(pulls, bins: bins, range: -reach...reach)
    let width = 2 * reach / Double(bins)
    let z = (0..<Self.curvePoints).map { -reach + 2 * reach * Double($0) / Double(Self.curvePoints - 1) }
    var plot = Plot(x: Plot.Axis("pull"), y: Plot.Axis("rows"))
    plot.add(.histogram(histogram, style: .filled, label: "pulls"))
    plot.add(
      .line(z, z.map { Self.normal($0) * width * Double(pulls.count) }, label: "normal"))
    return plot
  }

  /// The density of the standard normal distribution.
  private static func normal(_ z: Double) -> Double {
    Expression.exp(.real(-z * z / 2)).value(at: [:]) / (2 * Double.pi).squareRoot()
  }
}
