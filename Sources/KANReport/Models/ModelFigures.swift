import KANData
import KANFormula
import KANInterchange
import KANModel
import KANPlots
import KANSearch
import KANSymbolic
import KANTraining

/// The figures of one model on one table.
package struct ModelFigures: Sendable {
  /// The kinds of figure.
  package enum Kind: String, Sendable, CaseIterable {
    /// The network with the curves of its edges.
    case network
    /// Loss against training step.
    case loss
    /// Predicted against measured values.
    case prediction
    /// Measured minus predicted values.
    case residuals
    /// One edge: samples, curve and error band.
    case edge
    /// Complexity against error of the formulas that were found.
    case pareto
    /// Receiver operating characteristic; of several classes, each against all others.
    case roc
    /// The predicted probability of a class, for rows of that class and for all others.
    case classes
  }

  let file: ModelFile
  let data: Dataset?
  let units: [String: Plot.Text]
  let story: ModelStory

  /// The figures of a model.
  ///
  /// - Parameters:
  ///   - file: The model.
  ///   - data: The table, with the columns of the network's inputs as its inputs.
  ///   - units: Units of columns by name; those stored in the model need not be repeated.
  package init(_ file: ModelFile, on data: Dataset?, units: [String: Plot.Text] = [:]) throws(ReportError) {
    self.file = file
    self.data = data
    self.units = file.columnUnits.merging(units) { _, given in given }
    story = try file.story()
  }

  /// Whether the model is a classifier.
  package var isClassifier: Bool { file.lossName.isOfLabels }
  private var isBinary: Bool { file.lossName == .bce }

  /// One figure.
  ///
  /// - Parameters:
  ///   - kind: What it shows.
  ///   - output: The output, counted from 0, if the figure shows one.
  ///   - edge: The edge, if the figure shows one.
  /// - Throws: `ReportError.nothingToShow` if the model or the table lacks the data for it.
  package func figure(_ kind: Kind, output: Int = 0, edge: Network.EdgeAddress? = nil) throws(ReportError)
    -> any Figure
  {
    switch kind {
    case .network: return NetworkDiagram(file.network, on: data?.inputs, weights: data?.weights)
    case .loss: return try loss()
    case .prediction:
      let (y, t, name, unit) = try regression(kind, output)
      return Plot.predictions(
        y, against: t, name: name, unit: unit, isValidation: file.validationRows(of: data))
    case .residuals:
      let (y, t, name, unit) = try regression(kind, output)
      return Plot.residuals(
        y, against: t, name: name, unit: unit, isValidation: file.validationRows(of: data))
    case .edge: return try self.edge(edge)
    case .pareto: return try pareto()
    case .roc: return try roc()
    case .classes: return try classes(output)
    }
  }

  private func loss() throws(ReportError) -> Plot {
    guard let account = story.training, account.history.count > 1 else {
      throw .nothingToShow("loss", .history)
    }
    return .lossHistory(account.history, bestStep: account.bestStep)
  }

  private func pareto() throws(ReportError) -> Plot {
    let chosen = file.formulas.first
    // A front of one law would be a point in an empty frame.
    guard Set((story.alternatives + (chosen.map { [$0] } ?? [])).map(\.expression)).count > 1 else {
      throw .nothingToShow("pareto", .alternatives)
    }
    return .paretoFront(story.alternatives, chosen: chosen, unit: chosen.flatMap { units[$0.outputName] })
  }

  private func edge(_ address: Network.EdgeAddress?) throws(ReportError) -> Plot {
    guard let address else { throw .nothingToShow("edge", .edge) }
    guard (try? file.network.edge(at: address)) != nil else {
      throw .nothingToShow("edge", .noSuchEdge(address, shape: file.network.shape.description))
    }
    let columns = data?.inputs ?? file.network.sampledInputs(count: 600)
    do {
      let curve = try file.network.edgeCurve(
        at: address, on: columns, targets: isClassifier ? nil : data?.targets)
      let unit = address.layer == 0 ? units[file.network.inputs[address.input].name] : nil
      return .edge(curve, of: file.network, unit: unit)
    } catch { throw .nothingToShow("edge", .other("\(error)")) }
  }

  private func table(for kind: Kind) throws(ReportError) -> Dataset {
    guard let data else { throw .nothingToShow(kind.rawValue, .table) }
    return data
  }

  private func regression(
    _ kind: Kind, _ output: Int
  ) throws(ReportError) -> ([Double], [Double], Plot.Text, Plot.Text?) {
    let data = try table(for: kind)
    guard !isClassifier else {
      throw .nothingToShow(kind.rawValue, .other("the model is a classifier; show roc or classes"))
    }
    let name = data.targetNames[output]
    return (predictions(data)[output], data.targets[output], Plot.Text(name: name), units[name])
  }

  /// The predictions of the formulas if there are any, otherwise of the network.
  func predictions(_ data: Dataset) -> [[Double]] {
    let ofNetwork = file.network(data.inputs)
    return file.network.outputs.indices.map { j in
      let formula = file.formulas.first { $0.outputName == file.network.outputs[j].name }
      let variables = formula?.variables.map(\.name) ?? []
      guard let formula, variables == data.inputNames, let values = try? formula.values(data.inputs) else {
        return ofNetwork[j]
      }
      return values
    }
  }

  private func roc() throws(ReportError) -> Plot {
    let data = try table(for: .roc)
    guard isClassifier else {
      throw .nothingToShow("roc", .other("the model is not a classifier; show prediction or residuals"))
    }
    let logits = file.network(data.inputs)
    let labels = data.targets[0]
    var curves: [(Plot.Text, Metrics.ROCCurve)] = []
    func add(_ name: Plot.Text, _ scores: [Double], _ labels: [Double]) {
      if let curve = Metrics.ROCCurve(scores: scores, labels: labels, weights: data.weights) {
        curves.append((name, curve))
      }
    }
    if isBinary {
      add("network", logits[0], labels)
      if !file.formulas.isEmpty { add("formula", predictions(data)[0], labels) }
    } else {
      for c in logits.indices {
        add(
          "\(className(c)) against the rest", Probabilities.softmax(logits, of: c),
          labels.map { $0 == Double(c) ? 1 : 0 })
      }
    }
    guard !curves.isEmpty else { throw .nothingToShow("roc", .other("the table contains only one class")) }
    return .roc(curves)
  }

  private func classes(_ output: Int) throws(ReportError) -> Plot {
    let data = try table(for: .classes)
    guard isClassifier else {
      throw .nothingToShow("classes", .other("the model is not a classifier; show prediction or residuals"))
    }
    let logits = file.network(data.inputs)
    let labels = data.targets[0]
    if isBinary {
      return .classOutputs(
        Probabilities.sigmoid(logits[0]), labels: labels, weights: data.weights,
        names: Self.labelNames(data.targetNames[0]),
        output: Plot.Axis("predicted probability of \(Self.labelNames(data.targetNames[0])[1])", range: 0...1)
      )
    }
    let name = className(output)
    return .classOutputs(
      Probabilities.softmax(logits, of: output), labels: labels.map { $0 == Double(output) ? 1 : 0 },
      weights: data.weights, names: ["all others", name],
      output: Plot.Axis("predicted probability of \(name)", range: 0...1))
  }

  /// The names of 0 and 1 of a label: `signal = 0` and `signal = 1`, and for one class of several, `kind=red`, words for both.
  private static func labelNames(_ target: String) -> [Plot.Text] {
    guard let sign = target.firstIndex(of: "="), sign != target.startIndex else {
      return (0...1).map { Plot.Text(plain: "\(target) = \($0)") }
    }
    let (column, level) = (target[..<sign], target[target.index(after: sign)...])
    let (name, word) = (Plot.Text(plain: String(column)), Plot.Text(plain: String(level)))
    return ["\(name) $\\neq$ \(word)", "\(name) = \(word)"]
  }

  /// The name of a class, which is that of its output.
  private func className(_ c: Int) -> Plot.Text { Plot.Text(plain: file.network.outputs[c].name) }
}
