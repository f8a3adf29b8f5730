import KANFormula
import KANModel
import KANPlots

extension ModelReport.Page {
  var diagramSection: Section? {
    let diagram = NetworkDiagram(network, on: report.data.inputs, weights: report.data.weights)
    var table = HTMLTable(
      "Edges by their share of the outputs", ["edge", "from", "share", "form"], numbers: [2])
    for edge in diagram.edges.joined().sorted(by: { $0.score > $1.score }).prefix(40) {
      let address = edge.address
      let source =
        address.layer == 0
        ? name(network.inputs[address.input].name) : "node \(address.input) of layer \(address.layer)"
      let form = edge.note.split(separator: ";").first?.split(separator: ":").last.map(String.init) ?? ""
      table.add([
        "\(address)", source, "\((100 * edge.score).decimalText(digits: 3)) %",
        "<code>\(form.trimmed.xmlEscaped)</code>",
      ])
    }
    return Section(
      name: "network", title: "Network",
      body: """
        <figure>\(PageGraphics.element(diagram.drawing, prefix: "network"))
        <figcaption>Every edge with its curve over the values that reach it; \(Self.markup(diagram.caption)).</figcaption></figure>
        <p class="hint" id="hint" aria-hidden="true">Point at a curve to read its values; the table below lists them.</p>
        <details><summary>Edges in numbers</summary>
        \(table.markup)</details>
        """)
  }

  var plotSection: Section? {
    var figures: [String] = []
    func add(_ figure: any Figure, _ caption: String) {
      guard let plot = figure as? Plot else { return }
      figures.append(
        "<figure>\(PageGraphics.element(plot.drawing, prefix: "plot\(figures.count)"))"
          + "<figcaption>\(caption)</figcaption></figure>")
    }
    if report.figures.isClassifier {
      if let roc = try? report.figures.figure(.roc) {
        add(roc, "Receiver operating characteristic on the table.")
      }
      for c in network.outputs.indices.prefix(Self.mostClasses) {
        if let classes = try? report.figures.figure(.classes, output: c) {
          add(classes, "Predicted probability, by class.")
        }
      }
    } else {
      for j in network.outputs.indices {
        if let figure = try? report.figures.figure(.prediction, output: j) {
          add(figure, "Predicted against measured values.")
        }
        if let figure = try? report.figures.figure(.residuals, output: j) {
          add(figure, "Residuals: measured minus predicted values.")
        }
      }
    }
    if let loss = try? report.figures.figure(.loss) { add(loss, "Loss during training.") }
    guard !figures.isEmpty else { return nil }
    return Section(
      name: "plots", title: "Plots", body: "<div class=\"plots\">\(figures.joined(separator: "\n"))</div>")
  }

  /// The most classes that get a figure of their own; more would swamp the page.
  private static let mostClasses = 6

  /// The odds against the chosen formula, as the terminal prints them.
  private static func odds(_ odds: Double) -> String {
    if odds >= 1 { return "1" }
    return odds > 1e-99 ? "1 : \(number(1 / odds, digits: 2))" : "0"
  }

  var alternativeSection: Section? {
    let alternatives = report.story.alternatives
    guard !alternatives.isEmpty, let plot = try? report.figures.figure(.pareto) as? Plot else { return nil }
    // Residuals of log-odds are meaningless.
    let isOfLabels = alternatives.areOfLabels
    let errorTitle = Formula.Fidelity.titles(alternatives.compactMap(\.fidelity.last)).rmse
    let odds = report.story.odds.flatMap { $0.count == alternatives.count ? $0 : nil }
    let chosen = report.formulas.isEmpty ? nil : report.story.search?.choice?.number
    var table = HTMLTable(
      "The best formula at each complexity",
      ["", "complexity", isOfLabels ? "log-loss" : errorTitle] + (odds == nil ? [] : ["odds"]) + ["formula"],
      numbers: odds == nil ? [1, 2] : [1, 2, 3])
    for (place, formula) in alternatives.enumerated() {
      let cells = [
        place + 1 == chosen ? "chosen" : "", "\(formula.expression.complexity)",
        formula.fidelity.last.map {
          Self.number(isOfLabels ? $0.labels?.logLoss ?? $0.rmse : $0.rmse, digits: 3)
        } ?? "",
      ]
      table.add(
        cells + (odds.map { [Self.odds($0[place])] } ?? []) + [
          PageFormula(formula, on: nil, digits: 4).markup
        ])
    }
    return Section(
      name: "alternatives", title: "Alternatives",
      body: """
        <figure>\(PageGraphics.element(plot.drawing, prefix: "pareto"))
        <figcaption>Complexity against error; lower left is better.</figcaption></figure>
        \(table.markup)
        """)
  }
}

extension String {
  var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
