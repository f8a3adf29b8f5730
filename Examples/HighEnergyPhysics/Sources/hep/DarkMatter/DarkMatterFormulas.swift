import SwiftKAN

/// Closed forms of the momentum components, and what they are worth in the laboratory.
///
/// They are found in the frame of the event, along and across the missing momentum. Turned back, p_x and p_y in the
/// laboratory follow from the same two formulas: they come out alike, as the symmetry about the beam demands.
struct DarkMatterFormulas {
  let models: DarkMatterModels
  /// All that the network predicts for the test events, in the frame of the event.
  let full: [[Double]]

  /// The targets with formulas: the transverse components, then those along the beam.
  static let targets = [0, 1, 4, 5, 2, 6]

  /// A formula with its values for the test events.
  struct Found {
    let record: DarkMatterResults.FormulaRecord
    let closed: ClosedForm
    let predicted: [Double]
  }

  /// The formula of target `j` in the frame of the event, from a small network that learned it alone.
  func formula(target j: Int) throws -> Found {
    let events = models.events
    let name = DarkMatterEvents.frameTargetNames[j]
    func alone(_ data: Dataset) throws -> Dataset {
      try Dataset(
        inputNames: data.inputNames, inputs: data.inputs, targetNames: [name], targets: [data.targets[j]])
    }
    let (train, validation, test) = (
      try alone(events.train.data), try alone(events.validation.data), try alone(events.test.data)
    )
    let unit = train.targets[0].deviation
    func errors(_ predicted: [Double], _ truth: [Double]) -> [Double] {
      zip(predicted, truth).map { abs($0 - $1) / unit }
    }
    func measured(_ errors: [Double]) -> Measured {
      Measured(value: errors.mean, error: errors.deviation / Double(errors.count).squareRoot())
    }
    guard let start = try models.smallNetwork(name, train: train, validation: validation).network else {
      throw StudyError("the model of \(name) is not a network")
    }
    let score = { (predicted: [Double], truth: [Double]) in -errors(predicted, truth).mean }
    // No two events share a hard one.
    let folds = CrossValidation(train, groups: (0..<train.count).map(Double.init), parts: 3)
    let selection = Selection(
      train: train, validation: validation, recipe: models.learningOn(epochs: 10), inputsOneByOne: 12,
      score: score, error: { measured(errors($0, validation.targets[0])).error },
      judge: { inputs in
        try folds.quality(of: inputs) { train, held in
          score(
            try models.smallNetwork(name, train: train, validation: held, epochs: 10).predict(held)[0],
            held.targets[0])
        }
      },
      report: { _ in })
    let stages = try selection.fewerInputs(start, downTo: 8)
    let smallest = try selection.smaller(
      stages[stages.count - 1].network, leastInputs: 3, tolerance: 0.004)
    let small = smallest[smallest.count - 1].network
    // How much of a curve one function may miss is a matter of luck with the constants; the validation events choose.
    let attempts = try (models.quick ? [0.05] : [0.02, 0.05, 0.15]).map {
      try ClosedForm.of(
        small, outputName: name, train: train, validation: validation, allowance: $0,
        recipes: models.refinement)
    }
    let ranked = try attempts.map {
      (closed: $0, quality: score(try validation.values(of: $0.formula), validation.targets[0]))
    }
    guard let closed = ranked.max(by: { $0.quality < $1.quality })?.closed else {
      throw StudyError("no formula for \(name)")
    }
    let predicted = try test.values(of: closed.formula)
    let median = train.targets[0].sorted()[train.count / 2]
    return Found(
      record: .init(
        target: name, text: closed.formula.text(digits: 4), latex: closed.formula.latex(digits: 3),
        variables: closed.formula.variables.map(\.name),
        constants: closed.formula.expression.freeConstants.count,
        formulaError: measured(errors(predicted, test.targets[0])),
        pruned: errors(small.predictions(test.columns(of: small).inputs)[0], test.targets[0]).mean,
        networkError: errors(full[j], test.targets[0]).mean,
        medianError: errors(test.targets[0].map { _ in median }, test.targets[0]).mean),
      closed: closed, predicted: predicted)
  }

  /// The eight targets of the test events where formulas take the place of the network, in the laboratory; energies stay
  /// those of the network.
  func laboratory(_ found: [Int: Found]) -> [[Double]] {
    var frame = full
    for (j, formula) in found { frame[j] = formula.predicted }
    return models.events.test.laboratory(frame)
  }
}

extension Dataset {
  /// A formula of the inputs, for every row.
  func values(of formula: Formula) throws -> [Double] {
    let columns = try selecting(formula.variables.map(\.name)).inputs
    // A formula without variables is a constant.
    return columns.isEmpty
      ? [Double](repeating: formula.expression.value(at: [:]), count: count) : try formula.values(columns)
  }
}
