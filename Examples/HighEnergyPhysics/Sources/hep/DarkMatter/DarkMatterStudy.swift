import Foundation
import SwiftKAN

/// The dark-matter study from events to figures.
struct DarkMatterStudy {
  let events: DarkMatterEvents
  let lepton: (px: [Double], py: [Double], pz: [Double])
  let models: DarkMatterModels
  let report: StudyReport
  /// Epochs and seeds of each training of the scans; no scans for 0 epochs.
  let scanEpochs: Int
  private var results = DarkMatterResults()

  init(
    events: DarkMatterEvents, table: Table, quick: Bool, threads: Int, seed: UInt64, scanEpochs: Int,
    report: StudyReport
  ) throws {
    self.events = events
    let test = try EventSplit(table).test
    lepton = (
      try table.column("lep_px").at(test), try table.column("lep_py").at(test),
      try table.column("lep_pz").at(test)
    )
    models = DarkMatterModels(events: events, quick: quick, threads: threads, seed: seed)
    self.scanEpochs = scanEpochs
    self.report = report
  }

  mutating func run() throws {
    report.say(
      "Events: \(events.train.count) to train, \(events.validation.count) to validate, \(events.test.count) to test; "
        + "errors are mean absolute errors on the test events in the laboratory frame, in standard deviations of each target "
        + "over the training events, with errors from 200 bootstrap samples.")
    report.heading("Momenta of neutrino and mediator")
    let median = events.train.truth.map { $0.sorted()[$0.count / 2] }
    add("median of the training events", median.map { [Double](repeating: $0, count: events.test.count) })
    add("kinematic estimate", KinematicEstimate.momenta(events.test, lepton: lepton))
    add(try models.linear())
    let perceptron = try models.perceptron()
    add(perceptron)
    let network = try models.network()
    add(network)
    try showScores()
    try report.save(results)
    try showFigures(network)
    try report.save(results)
    try formulas(network)
    try report.save(results)
    if scanEpochs > 0 { try scans() }
    try report.save(results)
    print("\nWritten to \(report.folder.path)")
  }

  // MARK: - Scores

  private mutating func add(_ model: TrainedModel) {
    add(model.name, events.test.laboratory(model.predict(events.test.data)), model)
  }

  private mutating func add(_ name: String, _ predicted: [[Double]], _ model: TrainedModel? = nil) {
    let score = MomentumScore(predicted, truth: events.test.truth, deviations: events.deviations)
    results.regressors.append(
      .init(
        name: name, score: score, parameters: model?.parameterCount ?? 0, seconds: model?.seconds,
        processorSeconds: model?.processorSeconds, epochs: model?.epochs, account: model?.account))
    print("\(name): MAE \(score.mean.text())")
  }

  private func showScores() throws {
    try report.table(
      "errors", "Mean absolute errors in standard deviations of the targets",
      header: ["model", "mean"] + DarkMatterEvents.targetNames + ["parameters", "epochs", "CPU s"],
      rows: results.regressors.map { row in
        [row.name, row.score.mean.text()] + row.score.standardised.map { $0.value.fixed(3) }
          + [
            "\(row.parameters)", row.epochs.map { $0.fixed(0) } ?? "–",
            row.processorSeconds.map { $0.fixed(1) } ?? "–",
          ]
      })
    try report.table(
      "errors-gev", "Mean absolute errors in GeV", header: ["model"] + DarkMatterEvents.targetNames,
      rows: results.regressors.map { row in
        [row.name] + row.score.gigaelectronvolts.map { $0.text(1) }
      })
  }

  // MARK: - Figures

  private mutating func showFigures(_ network: TrainedModel) throws {
    report.heading("Longitudinal momenta")
    let predicted = events.test.laboratory(network.predict(events.test.data))
    let figures = DarkMatterFigures(report: report)
    for (j, name, symbol) in [(6, "mediator", "p_z^\\phi"), (2, "neutrino", "p_z^\\nu")] {
      let resolution = Resolution(predicted[j], truth: events.test.truth[j])
      results.resolutions[name] = resolution
      try figures.reconstruction(predicted[j], events.test.truth[j], name, symbol)
      try figures.resolution(resolution, name, symbol)
    }
    try figures.curves(results.regressors.compactMap { row in row.account.map { (row.name, $0.history) } })
  }

  // MARK: - Scans

  private mutating func scans() throws {
    report.heading("Scans")
    results.scanEpochs = scanEpochs
    report.say(
      "Each point: 3 seeds, \(scanEpochs) epochs of Adam, bars are standard errors of the mean over seeds.")
    let seeds = (1...3).map { UInt64($0) }
    let coarse = scanEpochs < 2
    try scan("grid", coarse ? [3, 10, 50] : [3, 5, 10, 20, 50], seeds) { ([30, 40], $0) }
    try scan("width", coarse ? [5, 20, 80] : [5, 10, 20, 40, 80], seeds) { ([$0, $0], 5) }
    try scan("depth", [1, 2, 3], seeds) { ([Int](repeating: 30, count: $0), 5) }
  }

  private mutating func scan(
    _ name: String, _ settings: [Int], _ seeds: [UInt64], _ shape: (Int) -> (hidden: [Int], intervals: Int)
  ) throws {
    var points: [DarkMatterResults.ScanPoint] = []
    var histories: [(name: String, history: [Network.TrainingAccount.Record])] = []
    for setting in settings {
      let (hidden, intervals) = shape(setting)
      var point = DarkMatterResults.ScanPoint(setting: Double(setting))
      for seed in seeds {
        let start = try models.network(hidden: hidden, intervals: intervals, seed: seed)
        let model = try models.recipe(epochs: scanEpochs, seed: seed).train(
          start, "\(name) \(setting), seed \(seed)", on: events.train.data, validation: events.validation.data
        )
        point.trainingErrors.append(error(of: model, on: events.train))
        point.validationErrors.append(error(of: model, on: events.validation))
        point.errors.append(error(of: model, on: events.test))
        point.secondsPerEpoch += model.processorSeconds / model.epochs / Double(seeds.count)
        point.parameters = model.parameterCount
        if seed == seeds[0] { histories.append(("\(setting)", model.account?.history ?? [])) }
      }
      points.append(point)
      print("\(name) \(setting): MAE \(point.test.text())")
    }
    results.scans[name] = points
    try report.table(
      "scan-\(name)", "Scan over \(name): mean absolute errors, with standard errors of the mean over seeds",
      header: [name, "training", "validation", "test", "parameters", "CPU s per epoch"],
      rows: points.map {
        [
          "\(Int($0.setting))", $0.training.text(), $0.validation.text(), $0.test.text(), "\($0.parameters)",
          $0.secondsPerEpoch.fixed(2),
        ]
      })
    let figures = DarkMatterFigures(report: report)
    try figures.scan(name, points)
    try figures.scanCurves(name, histories)
  }

  /// The mean error of the eight targets in the laboratory, each in units of its standard deviation.
  private func error(of model: TrainedModel, on part: DarkMatterEvents.Part) -> Double {
    let predicted = part.laboratory(model.predict(part.data))
    return predicted.indices.map { j in
      zip(predicted[j], part.truth[j]).map { abs($0 - $1) }.mean / events.deviations[j]
    }.mean
  }

  // MARK: - Formulas

  /// A closed form for each target, found by a small network of its own in the frame of the event.
  private mutating func formulas(_ full: TrainedModel) throws {
    report.heading("Formulas")
    let finder = DarkMatterFormulas(models: models, full: full.predict(events.test.data))
    var found: [Int: DarkMatterFormulas.Found] = [:]
    for j in DarkMatterFormulas.targets {
      let formula = try finder.formula(target: j)
      let record = formula.record
      found[j] = formula
      results.formulas.append(record)
      report.say(
        "\(record.target): formula \(record.formulaError.text()), pruned network \(record.pruned.fixed(4)), full network "
          + "\(record.networkError.fixed(4)), median \(record.medianError.fixed(4)); \(record.variables.count) variables"
      )
      report.formula(record.text)
      try report.write(
        formula.closed, name: "formula-\(record.target)", data: events.test.data,
        truth: events.test.data.targets[j])
    }
    try report.table(
      "formulas",
      "Mean absolute errors along (par) and across (perp) the missing momentum, in standard deviations of the target there",
      header: ["target", "formula", "pruned network", "full network", "median", "variables", "constants"],
      rows: results.formulas.map {
        [
          $0.target, $0.formulaError.text(), $0.pruned.fixed(4), $0.networkError.fixed(4),
          $0.medianError.fixed(4), "\($0.variables.count)", "\($0.constants)",
        ]
      })
    try showInLaboratory(finder.laboratory(found), full)
  }

  /// The formulas turned back, beside network and kinematic estimate.
  private mutating func showInLaboratory(_ predicted: [[Double]], _ full: TrainedModel) throws {
    let formulas = MomentumScore(predicted, truth: events.test.truth, deviations: events.deviations)
    results.formulaScore = formulas
    let shown = DarkMatterFormulas.targets
    func row(_ name: String, _ score: MomentumScore) -> [String] {
      [name] + shown.map { score.standardised[$0].text(3) }
        + shown.map { score.gigaelectronvolts[$0].value.fixed(1) }
    }
    let names = shown.map { DarkMatterEvents.targetNames[$0] }
    try report.table(
      "formulas-laboratory",
      "The formulas rotated back into the laboratory frame: errors in standard deviations and in GeV",
      header: ["model"] + names + names.map { $0 + " / GeV" },
      rows: [row("formulas", formulas)]
        + results.regressors.filter {
          $0.name == full.name || $0.name == "kinematic estimate" || $0.name == "linear"
        }
        .map { row($0.name, $0.score) })
  }
}
