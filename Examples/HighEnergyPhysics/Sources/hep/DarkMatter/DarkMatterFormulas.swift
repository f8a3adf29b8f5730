import SwiftKAN

/// Closed forms of single momentum components.
struct DarkMatterFormulas {
  let models: DarkMatterModels

  /// The formula of target `j` in the frame of the event, from a small network that learned it alone.
  func formula(target j: Int, full: TrainedModel) throws -> DarkMatterResults.FormulaRecord {
    let events = models.events
    let name = DarkMatterEvents.targetNames[j]
    func alone(_ data: Dataset) throws -> Dataset {
      try Dataset(
        inputNames: data.inputNames, inputs: data.inputs, targetNames: [name], targets: [data.targets[j]])
    }
    let (train, validation, test) = (
      try alone(events.train.data), try alone(events.validation.data), try alone(events.test.data)
    )
    let unit = train.targets[0].deviation
    func errors(_ predicted: [Double], _ data: Dataset) -> [Double] {
      zip(predicted, data.targets[0]).map { abs($0 - $1) / unit }
    }
    let quality = { (predicted: [Double]) in
      let e = errors(predicted, validation)
      return Measured(value: -e.mean, error: e.deviation / Double(e.count).squareRoot())
    }
    var recipe = models.recipe(epochs: models.epochs(8))
    recipe.penalty = .sparsity(strength: 1e-3)
    let start = try recipe.train(
      models.network(hidden: [3], data: train), "KAN for \(name)", on: train, validation: validation)
    recipe.penalty = .none
    recipe.epochs = models.epochs(5)
    let selection = Selection(
      train: train, validation: validation, recipe: recipe, quality: quality, report: { _ in })
    guard let network = start.network else { throw StudyError("the model of \(name) is no network") }
    let stages = try selection.run(network, reference: quality(start.predict(validation)[0]), mostInputs: 8)
    let small = stages[stages.count - 1].network
    var polish = recipe
    polish.epochs = models.epochs(20)
    let closed = try ClosedForm.of(small, train: train, validation: validation, recipes: [polish])
    let columns = test.columns(of: closed.network)
    let formulaErrors = errors(
      try closed.formula.values(
        closed.formula.variables.compactMap { v in
          test.inputNames.firstIndex(of: v.name).map { test.inputs[$0] }
        }),
      test)
    let median = train.targets[0].sorted()[train.count / 2]
    return .init(
      target: name, text: closed.formula.text(digits: 4), latex: closed.formula.latex(digits: 3),
      variables: closed.formula.variables.map(\.name),
      formulaError: Measured(
        value: formulaErrors.mean, error: formulaErrors.deviation / Double(formulaErrors.count).squareRoot()),
      pruned: errors(small.predictions(columns.inputs)[0], test).mean,
      networkError: errors(full.predict(events.test.data)[j], test).mean,
      medianError: errors(test.targets[0].map { _ in median }, test).mean)
  }
}
