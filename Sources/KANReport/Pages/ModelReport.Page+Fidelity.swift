import KANFormula
import KANPlots
import KANSearch
import KANTraining

extension ModelReport.Page {
  var fidelitySection: Section? {
    var blocks: [String] = []
    for formula in report.formulas {
      if !formula.fidelity.isEmpty {
        let caption = "Agreement of the formula for \(name(formula.outputName)) with the data"
        if formula.fidelity.contains(where: { $0.labels != nil }) {
          blocks.append(labelTable(caption, formula.fidelity))
        } else {
          var table = fidelityTable(caption, isWeighted: formula.fidelity.contains { $0.isWeighted == true })
          for part in formula.fidelity { table.add(cells(part, formula.outputName)) }
          blocks.append(table.markup)
        }
      }
      if let chiSquare = report.story.search?.chiSquare { blocks.append(Self.text(chiSquare)) }
      if let agreement = formula.agreement { blocks.append(distances(agreement, of: formula)) }
    }
    if report.figures.isClassifier {
      blocks.append(scoreTable)
    } else {
      var table = fidelityTable(
        "Agreement of the network with the table", isWeighted: report.data.weights != nil)
      for (j, part) in report.agreement(network(report.data.inputs)).enumerated() {
        var named = part
        if network.outputs.count > 1 { named.part = report.data.targetNames[j] }
        table.add(cells(named, report.data.targetNames[j]))
      }
      blocks.append(table.markup)
    }
    blocks.append(validityBox)
    return Section(name: "fidelity", title: "Fidelity and validity", body: blocks.joined(separator: "\n"))
  }

  /// The comparison of residuals with the errors of measurement.
  private static func text(_ chiSquare: Discovery.Account.ChiSquare) -> String {
    "<p>With the measurement errors as stated: χ²/ndf = \(number(chiSquare.value, digits: 5))/\(chiSquare.degreesOfFreedom), "
      + "p-value \(number(chiSquare.probability, digits: 3)). The rows have the weights 1/σ².</p>"
  }

  private func fidelityTable(_ caption: String, isWeighted: Bool) -> HTMLTable {
    let weighted = isWeighted ? "weighted " : ""
    return HTMLTable(
      caption, ["part", "rows", "\(weighted)RMSE", "\(weighted)<i>R</i>²", "largest error"],
      numbers: [1, 2, 3, 4])
  }

  /// The table of log-odds against the labels.
  private func labelTable(_ caption: String, _ fidelity: [Formula.Fidelity]) -> String {
    var table = HTMLTable(
      caption, ["part", "rows", "ROC AUC", "log-loss", "accuracy", "calibration slope"],
      numbers: [1, 2, 3, 4, 5])
    for part in fidelity {
      guard let labels = part.labels else { continue }
      table.add([
        part.part.xmlEscaped, "\(part.count)",
        Self.markup(Plot.Text(Formula.MeasuredValue(labels.rocAUC, standardError: labels.rocAUCError))),
        Self.number(labels.logLoss, digits: 4), Self.number(labels.accuracy, digits: 4),
        Self.markup(
          Plot.Text(
            Formula.MeasuredValue(labels.calibrationSlope, standardError: labels.calibrationSlopeError))),
      ])
    }
    return table.markup
  }

  /// The scores of the network and its formulas against the labels of the table.
  private var scoreTable: String {
    let scores =
      (try? ModelScore.all(
        of: network, formulas: report.formulas, loss: report.file.lossName.loss, on: report.data)) ?? []
    let titles = ["rocAUC": "ROC AUC", "logLoss": "log-loss", "accuracy": "accuracy"]
    let names = scores.first?.metrics.map(\.name) ?? []
    var table = HTMLTable(
      "Agreement with the labels of the table, \(report.data.count) rows",
      ["", "label"] + names.map { titles[$0] ?? $0 }, numbers: Set(2..<2 + max(1, names.count)))
    for score in scores {
      table.add(
        [score.subject.rawValue, name(score.target)] + score.metrics.map { Self.number($0.value, digits: 4) })
    }
    return table.markup
  }

  private func cells(_ part: Formula.Fidelity, _ column: String) -> [String] {
    [
      part.part.xmlEscaped, "\(part.count)", Self.number(part.rmse, digits: 3) + unit(column),
      PageGraphics.markup(Plot.Text(plain: part.rSquaredText)),
      Self.number(part.maximumError, digits: 3) + unit(column),
    ]
  }

  /// The distance of a formula from the network that it was read off, measured and proven.
  private func distances(_ agreement: NetworkAgreement, of formula: Formula) -> String {
    let unit = unit(formula.outputName)
    var table = HTMLTable(
      "Distance between the formula for \(name(formula.outputName)) and the network that it was read from",
      ["where", "points", "rms", "largest", "proven bound"], numbers: [1, 2, 3, 4])
    for (place, distance) in [("on the data", agreement.onData), ("on the box", agreement.onBox)] {
      table.add([
        place, "\(distance.count)", Self.number(distance.rms, digits: 3) + unit,
        Self.number(distance.maximum, digits: 3) + unit, "",
      ])
    }
    table.add(["everywhere on the box", "", "", "", Self.bound(agreement.certified) + unit])
    for edge in agreement.edges {
      table.add([
        "edge \(edge.edge)", "", "", Self.number(edge.certified.largestSeen, digits: 3),
        Self.bound(edge.certified),
      ])
    }
    return table.markup
  }

  private static func bound(_ certified: CertifiedBound) -> String {
    certified.boundForDisplay.map { "≤ " + number($0, digits: 3) } ?? "no bound"
  }

  /// The box in which the result was tested.
  private var validityBox: String {
    var table = HTMLTable("Range of the data", ["input", "from", "to"], numbers: [1, 2])
    let variables = report.formulas.first?.variables ?? []
    for (i, input) in report.data.inputNames.enumerated() {
      let column = report.data.inputs[i]
      let range =
        variables.first { $0.name == input }?.range
        ?? (column.min() ?? 0)...(column.max() ?? 0)
      table.add([
        name(input) + (unit(input).isEmpty ? "" : " [\(unit(input).dropFirst())]"),
        Self.number(range.lowerBound), Self.number(range.upperBound),
      ])
    }
    return """
      <div class="box"><p><strong>Tested inside this box.</strong> Outside it the \(report.formulas.isEmpty ? "network" : "formula") is an extrapolation.</p>
      \(table.markup)
      \(report.formulas.compactMap(definedness).joined(separator: "\n"))</div>
      """
  }

  /// What is known about the domain of a formula.
  private func definedness(of formula: Formula) -> String? {
    guard let validity = formula.validity else { return nil }
    let whose = "The formula for \(name(formula.outputName))"
    if validity.box.isEmpty && !formula.variables.isEmpty {
      return "<p>\(whose) is not defined anywhere within these ranges.</p>"
    }
    guard !formula.isProvenOnItsBox else {
      return "<p>\(whose) is proven to be defined everywhere within these ranges.</p>"
    }
    // The part of the box outside which it is certainly undefined.
    let ranges = zip(formula.variables, validity.box).compactMap { whole, part in
      part.range.flatMap { range in
        whole.range == range
          ? nil
          : "<li>\(name(part.name)) from \(Self.number(range.lowerBound)) to \(Self.number(range.upperBound))</li>"
      }
    }
    let conditions = validity.conditions.map { condition in
      "<li><code>\(condition.text.xmlEscaped)</code> for \(condition.function.xmlEscaped): "
        + (condition.isViolated ? "is not satisfied everywhere" : "could not be proven everywhere") + "</li>"
    }
    return "<p>\(whose) is defined where</p>\n<ul>\((ranges + conditions).joined(separator: "\n"))</ul>"
  }
}
