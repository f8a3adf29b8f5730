import Foundation
import SwiftKAN

/// The multijet study from events to figures.
struct QCDStudy {
  let events: QCDEvents
  let models: QCDModels
  let report: StudyReport
  private var results = QCDResults()

  init(events: QCDEvents, quick: Bool, threads: Int, seed: UInt64, report: StudyReport) {
    self.events = events
    models = QCDModels(events: events, quick: quick, threads: threads, seed: seed)
    self.report = report
  }

  mutating func run() throws {
    report.say(
      "Events: \(events.train.count) to train, \(events.validation.count) to validate, \(events.test.count) to test; "
        + "scores are areas under the ROC curve of the unweighted test events unless stated otherwise, errors from "
        + "200 bootstrap samples that keep copies of one hard event together.")
    report.heading("Classifiers")
    add("cut on M_T^W", scores: events.test.mtw, validation: events.validation.mtw)
    let seeds = models.quick ? [models.seed] : (0..<3).map { models.seed &+ $0 }
    let perceptrons = try seeds.map { try models.perceptron(seed: $0) }
    perceptrons.forEach { add($0) }
    add(try models.networkByLBFGS())
    add(
      try models.networkByClippedError(
        .lbfgs(), epochs: 100, name: "KAN [43,64,1], clipped squared error, L-BFGS"))
    add(
      try models.networkByClippedError(
        QCDModels.adam, epochs: 25, name: "KAN [43,64,1], clipped squared error, Adam"))
    let networks = try seeds.map { try models.networkByAdam(seed: $0) }
    networks.forEach { add($0) }
    let full = networks[0]
    add(try models.networkByAdamAndLBFGS(after: full))
    showMeans(of: [("MLP 2×100", perceptrons), ("KAN [43,64,1], Adam", networks)])
    try showScores("classifiers")
    try report.save(results)

    guard let network = full.network else { throw StudyError("the full model is not a network") }
    let formula = try select(full)
    try showScores("all")
    try report.save(results)

    report.heading("Behaviour of the full network")
    let logits = network.predictions(events.test.data.inputs)[0]
    try evaluate(full, logits: logits, perceptron: perceptrons[0], formula: formula)
    try report.save(results)
    print("\nWritten to \(report.folder.path)")
  }

  // MARK: - Scores

  private mutating func add(_ model: TrainedModel) {
    add(
      model.name, scores: model.predict(events.test.data)[0],
      validation: model.predict(events.validation.data)[0],
      model: model)
  }

  private mutating func add(
    _ name: String, scores: [Double], validation: [Double], model: TrainedModel? = nil,
    parameters: Int? = nil,
    inputs: Int? = nil
  ) {
    let score = ClassifierScore(scores, on: events.test)
    results.classifiers.append(
      .init(
        name: name, score: score,
        validationAUC: Metrics.rocAUC(scores: validation, labels: events.validation.labels),
        parameters: parameters ?? model?.parameterCount ?? 0, inputs: inputs ?? (model == nil ? 1 : 43),
        seconds: model?.seconds, processorSeconds: model?.processorSeconds, epochs: model?.epochs,
        scores: scores, account: model?.account))
    print("\(name): AUC \(score.auc.text()), weighted \(score.weightedAUC.text())")
  }

  /// The mean over seeds, with the standard deviation between them.
  private mutating func showMeans(of models: [(name: String, seeds: [TrainedModel])]) {
    for (name, seeds) in models where seeds.count > 1 {
      let areas = seeds.compactMap { model in
        results.classifiers.first { $0.name == model.name }?.score.auc.value
      }
      let spread = areas.deviation * (Double(areas.count) / Double(areas.count - 1)).squareRoot()
      results.means[name] = Measured(value: areas.mean, error: spread)
      report.say(
        "\(name): mean AUC of \(areas.count) seeds \(areas.mean.fixed(4)), spread between seeds \(spread.fixed(4))."
      )
    }
  }

  private func showScores(_ name: String) throws {
    try report.table(
      name, "Classifiers on the test events",
      header: [
        "model", "AUC", "AUC weighted", "1/ε_b at 50 %", "at 70 %", "at 90 %", "variables", "parameters",
        "epochs",
        "CPU s",
      ],
      rows: results.classifiers.map { row in
        [row.name, row.score.auc.text(), row.score.weightedAUC.text()]
          + row.score.rejections.map { $0.text(1) }
          + [
            "\(row.inputs)", "\(row.parameters)", row.epochs.map { $0.fixed(0) } ?? "–",
            row.processorSeconds.map { $0.fixed(1) } ?? "–",
          ]
      })
  }

  // MARK: - Selection

  /// Prunes down to a formula; returns its scores on the test events.
  private mutating func select(_ full: TrainedModel) throws -> [Double] {
    report.heading("Selection and formula")
    let validation = events.validation
    let score = { (scores: [Double], labels: [Double]) in Metrics.rocAUC(scores: scores, labels: labels) }
    let error = { (scores: [Double]) in
      Bootstrap(count: validation.count, groups: validation.groups, draws: 50).error { rows in
        Metrics.rocAUC(scores: scores.at(rows), labels: validation.labels.at(rows))
      }
    }
    let start = try models.sparseNetwork()
    add(start)
    guard let network = start.network else { throw StudyError("the sparse model is not a network") }
    let folds = try models.crossValidation()
    let selection = Selection(
      train: events.train.data, validation: validation.data, recipe: models.learningOn(epochs: 15),
      inputsOneByOne: models.quick ? 14 : 28, derived: QCDEvents.derived, score: score, error: error,
      judge: { [models] in try models.quality(of: $0, folds) },
      report: { print("  \($0.name): validation AUC \($0.quality.text())") })
    var stages = try selection.fewerInputs(network, downTo: 12)
    let best = stages.max { $0.quality.value < $1.quality.value } ?? stages[0]
    if let within = Selection.last(stages, within: best.quality) {
      addNetwork("KAN [\(within.network.shape)], the smallest within one standard error", within.network)
    }
    var inputs = stages[stages.count - 1].inputs
    if !models.quick {
      inputs = try selection.exchangingInputs(inputs) {
        print("  \($0.joined(separator: ", ")): cross-validated AUC \($1.fixed(4))")
      }
    }
    let variables = QCDEvents.derived.independent(inputs)
    report.say("The remaining inputs: \(variables.joined(separator: ", ")).")
    let following = inputs.filter { !variables.contains($0) }
    if !following.isEmpty {
      report.say("Variables that follow from them: \(following.joined(separator: ", ")).")
    }
    try addSmall(try models.perceptron(of: inputs), inputs)
    guard let again = try models.bestNetwork(of: inputs), let fresh = again.network else {
      throw StudyError("the model of \(inputs.count) inputs is not a network")
    }
    try addSmall(again, inputs)
    stages += try selection.smaller(fresh, leastInputs: variables.count, tolerance: 4e-4)
    results.stages = stages.map { stage in
      let data = events.test.data.columns(of: stage.network)
      return .init(
        name: stage.name, shape: stage.network.shape.description, edges: stage.network.edgeAddresses.count,
        validationAUC: stage.quality,
        testAUC: Metrics.rocAUC(scores: stage.network.predictions(data.inputs)[0], labels: events.test.labels)
      )
    }
    try report.table(
      "selection", "Step-by-step removal; each network is trained further after each removal",
      header: ["stage", "shape", "edges", "validation AUC", "test AUC"],
      rows: results.stages.map {
        [$0.name, $0.shape, "\($0.edges)", $0.validationAUC.text(), $0.testAUC.fixed(4)]
      })
    let small = stages[stages.count - 1].network
    addNetwork("KAN [\(small.shape)], \(small.edgeAddresses.count) edges, pruned", small)

    let scores = try addFormula(of: small, inputs, "formula", allowance: 0.05, file: "formula", full: full)
    let short = try models.network(of: inputs, hidden: 5, epochs: 60, seed: models.seed)
    if let network = short.network {
      _ = try addFormula(
        of: network, inputs, "short formula", allowance: 0.3, file: "formula-short", full: full)
    }
    return scores
  }

  /// The closed form of a network of some of the inputs, with the files that hold it; returns its scores on the test events.
  private mutating func addFormula(
    of network: Network, _ inputs: [String], _ name: String, allowance: Double, file: String,
    full: TrainedModel
  ) throws -> [Double] {
    let closed = try ClosedForm.of(
      network, outputName: "log_odds", train: events.train.data, validation: events.validation.data,
      allowance: allowance, recipes: models.refinement,
      definitions: QCDEvents.definitions(of: inputs))
    let formula = closed.formula
    let variables = formula.variables.map(\.name)
    let scores = try events.test.values(of: formula)
    let constants = formula.expression.freeConstants.count
    add(
      "\(name) of \(variables.count) variables", scores: scores,
      validation: try events.validation.values(of: formula), parameters: constants, inputs: variables.count)
    results.formulas.append(
      .init(text: formula.text(digits: 4), latex: formula.latex(digits: 3), variables: variables))
    report.paragraph(
      "The log-odds of a prompt muon as a closed form of \(variables.count) variables with \(constants) constants:"
    )
    report.formula(formula.text(digits: 4))
    try report.write(
      closed, name: file, data: events.test.data, truth: full.predict(events.test.data)[0],
      columns: [("label", events.test.labels)])
    try report.write(formula.swift(functionName: "logOdds"), to: file + ".swift")
    return scores
  }

  /// A model of some of the inputs.
  private mutating func addSmall(_ model: TrainedModel, _ inputs: [String]) throws {
    func scores(_ part: QCDEvents.Part) throws -> [Double] {
      try model.predict(part.data.selecting(inputs))[0]
    }
    add(
      model.name, scores: try scores(events.test), validation: try scores(events.validation), model: model,
      inputs: QCDEvents.derived.independent(inputs).count)
  }

  private mutating func addNetwork(_ name: String, _ network: Network) {
    func scores(_ part: QCDEvents.Part) -> [Double] {
      network.predictions(part.data.columns(of: network).inputs)[0]
    }
    add(
      name, scores: scores(events.test), validation: scores(events.validation),
      parameters: network.parameterCount,
      inputs: QCDEvents.derived.independent(network.inputs.map(\.name)).count)
  }

  // MARK: - Evaluation

  private mutating func evaluate(
    _ full: TrainedModel, logits: [Double], perceptron: TrainedModel, formula: [Double]
  ) throws {
    let test = events.test
    let probabilities = logits.map { 1 / (1 + exp(-$0)) }
    results.calibration = Calibration(logits: logits, labels: test.labels)
    results.sculpting = Sculpting(logits, on: test)
    let importance = try Importance(test.data, repeats: models.quick ? 2 : 5) {
      Metrics.rocAUC(scores: full.predict($0)[0], labels: $0.targets[0])
    }
    results.importance = importance
    let figures = QCDFigures(report: report)
    try figures.roc(
      [
        ("cut on $M_T^W$", test.mtw), ("MLP", perceptron.predict(test.data)[0]), ("KAN", logits),
        ("formula", formula),
      ], test)
    try figures.outputs(probabilities, test)
    if let calibration = results.calibration { try figures.calibration(calibration) }
    try figures.importance(importance)
    try figures.sculpting(logits, test)
    try figures.curves(results.classifiers.compactMap { row in row.account.map { (row.name, $0.history) } })
    if let sculpting = results.sculpting {
      try report.table(
        "sculpting", "M_T^W of the multijets that pass a cut on the full network",
        header: ["signal efficiency", "mean M_T^W / GeV", "Kolmogorov distance"],
        rows: [["1", sculpting.meanMass.fixed(1), "0"]]
          + sculpting.cuts.map {
            [$0.signalEfficiency.fixed(1), $0.meanMass.fixed(1), $0.distance.fixed(3)]
          })
      report.paragraph(
        "Rank correlation of output and M_T^W among multijets: \(sculpting.rankCorrelation.fixed(3)).")
    }
    try report.table(
      "importance", "Fall of the AUC when one input is shuffled",
      header: ["input", "fall"], rows: importance.inputs.prefix(15).map { [$0.name, $0.loss.text()] })
  }
}
