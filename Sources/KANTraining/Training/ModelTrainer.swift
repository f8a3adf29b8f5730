import KANData
import KANModel

/// Trains any differentiable model on a table with the losses and optimisers that networks are trained with.
///
/// `train` runs to the end; `step` leaves the loop to the caller. Networks have their own method, `Network.trained(on:…)`, which
/// also adapts their grids.
public final class ModelTrainer<Model: DifferentiableModel> {
  /// The scaling between the model's inputs and outputs and the columns.
  package let scaling: ModelScaling
  private let options: TrainingOptions
  private let objective: any TrainableObjective
  private let makeObjective: (Dataset) -> any TrainableObjective
  private let start: [Double]
  private var solver: any Solver

  /// Lays out a table for a model in single precision; inputs and outputs are scaled to mean 0 and
  /// standard deviation 1.
  ///
  /// The outputs for a loss of labels are not scaled.
  ///
  /// - Parameters:
  ///   - model: The model to train.
  ///   - parameters: The initial parameters, `parameterCount` numbers.
  ///   - data: One input for each input of the model, targets in the form that the loss expects.
  ///   - options: Loss, optimiser and the rest; the optimiser is Adam or L-BFGS, the only possible penalty is a ridge,
  ///     and grids and checkpoints do not apply.
  /// - Throws: An error if options are out of range or do not apply to models that are no networks, if the table has more or
  /// fewer inputs or targets than the model, or if targets or weights do not suit the loss.
  public convenience init(
    _ model: Model, from parameters: [Double], on data: Dataset, options: TrainingOptions
  ) throws where Model.Scalar == Float {
    try self.init(checking: model, parameters, data, nil, options) { data, scaling in
      Self.objective(model, data, scaling, options)
    }
  }

  /// Lays out a table for a model in double precision; inputs and outputs are scaled to mean 0 and
  /// standard deviation 1.
  ///
  /// The outputs for a loss of labels are not scaled.
  ///
  /// - Parameters:
  ///   - model: The model to train.
  ///   - parameters: The initial parameters, `parameterCount` numbers.
  ///   - data: One input for each input of the model, targets in the form that the loss expects.
  ///   - options: Loss, optimiser and the rest; the optimiser is Adam or L-BFGS, the only possible penalty is a ridge,
  ///     and grids and checkpoints do not apply.
  /// - Throws: An error if options are out of range or do not apply to models that are no networks, if the table has more or
  /// fewer inputs or targets than the model, or if targets or weights do not suit the loss.
  public convenience init(
    _ model: Model, from parameters: [Double], on data: Dataset, options: TrainingOptions
  ) throws where Model.Scalar == Double {
    try self.init(checking: model, parameters, data, nil, options) { data, scaling in
      Self.objective(model, data, scaling, options)
    }
  }

  /// The same with a given scaling of the columns.
  package convenience init(
    _ model: Model, from parameters: [Double], on data: Dataset, scaling: ModelScaling,
    options: TrainingOptions
  ) throws(TrainingError) where Model.Scalar == Double {
    try self.init(checking: model, parameters, data, scaling, options) { data, scaling in
      Self.objective(model, data, scaling, options)
    }
  }

  private init(
    checking model: Model, _ parameters: [Double], _ data: Dataset, _ scaling: ModelScaling?,
    _ options: TrainingOptions, makeObjective: @escaping (Dataset, ModelScaling) -> any TrainableObjective
  ) throws(TrainingError) {
    precondition(parameters.count == model.parameterCount, "a start has one number per parameter")
    guard data.inputs.count == model.inputCount else {
      throw .inputCount(expected: model.inputCount, found: data.inputs.count)
    }
    let scaling = scaling ?? ModelScaling(for: data, loss: options.loss)
    guard scaling.outputs.count == model.outputCount else {
      throw .targetCount(expected: model.outputCount, found: scaling.outputs.count)
    }
    switch options.penalty {
    case .none, .ridge: break
    case .sparsity, .groupLasso:
      throw .optionNotSupported(
        name: "the penalty", value: "one of edges", advice: "models other than networks support only a ridge")
    }
    try options.check(scaling, data, part: "training")
    (self.scaling, self.options, start) = (scaling, options, parameters)
    self.makeObjective = { makeObjective($0, scaling) }
    objective = makeObjective(data, scaling)
    solver = try options.optimizer.solver(
      for: objective, residuals: nil, parameters: parameters, totalSteps: options.steps, seed: options.seed)
  }

  private static func objective(
    _ model: Model, _ data: Dataset, _ scaling: ModelScaling, _ options: TrainingOptions
  ) -> any TrainableObjective where Model.Scalar: EngineScalar {
    let samples = SampleTiles<Model.Scalar>(
      data.inputs, targets: data.targets, weights: data.weights, inputFeatures: scaling.inputs,
      outputFeatures: scaling.outputs, scalesTargets: options.loss.scalesTargets, splitsSigns: false,
      preferredWidth: ModelObjective<Model>.tileWidth(model, batchSize: options.optimizer.batchSize))
    return ModelObjective(
      model, samples: samples, targets: data.targets.count, loss: options.loss,
      ridge: options.penalty.ridgeStrength, threads: options.threadCount)
  }

  /// One step of the optimiser.
  ///
  /// - Returns: The loss; for Adam that of the batch before the step.
  /// - Throws: An error if no step gives finite values.
  @discardableResult
  public func step() throws -> Double {
    guard solver.step() != .diverged else { throw TrainingError.diverged(step: stepsTaken) }
    stepsTaken += 1
    return solver.shownValue
  }

  /// The steps taken.
  public private(set) var stepsTaken = 0
  /// The present parameters, or their running mean if the optimiser keeps one.
  public var parameters: [Double] { solver.parameters }
  /// The loss of the whole table at the present parameters.
  public var loss: Double { objective.dataLoss(at: parameters) }

  /// The outputs `[j][s]` for a table, in the user's units.
  ///
  /// - Parameters:
  ///   - data: A table with the inputs and targets of the training table; the targets have no influence on the outputs.
  ///   - parameters: The parameters for the prediction, `parameterCount` numbers.
  /// - Precondition: The table has as many inputs and targets as that of the training.
  public func predictions(_ data: Dataset, at parameters: [Double]) -> [[Double]] {
    precondition(parameters.count == start.count, "a prediction needs one number per parameter")
    precondition(data.inputs.count == scaling.inputs.count, "a prediction needs the inputs of the model")
    precondition(
      data.targets.count == options.loss.targetCount(outputs: scaling.outputs.count),
      "a prediction needs a table with the targets of the training")
    return zip(scaling.outputs, makeObjective(data).lossAndOutputs(at: parameters).outputs).map {
      feature, column in
      column.map { $0 * feature.scale + feature.shift }
    }
  }

  /// Takes all steps of the options and returns the best parameters by the validation table, or by the
  /// loss if there is none.
  ///
  /// - Parameters:
  ///   - validation: A validation table, which may end the run early.
  ///   - observer: Called at each step; returning false ends the run.
  /// - Returns: The best parameters seen and the account.
  /// - Throws: An error for a validation table that does not fit, if the loss is not finite at the start, or if no step
  /// gives finite values.
  public func train(
    validation: Dataset? = nil, observer: ProgressReport.Observer? = nil
  ) throws -> (parameters: [Double], account: Network.TrainingAccount) {
    if let validation { try options.check(scaling, validation, part: "validation") }
    let judge = validation.map { Judge(makeObjective($0), on: $0, options) }
    let lossBefore = objective.dataLoss(at: start)
    guard lossBefore.isFinite else { throw TrainingError.startNotFinite(part: "training") }
    var loop = TrainingLoop(
      options, journal: TrainingJournal(step: stepsTaken, rollbacks: solver.rollbacks), observer: observer)
    defer { stepsTaken = loop.journal.step }
    loop.look(&solver, judge)
    let (_, outcome) = try loop.run(
      &solver, .init(steps: stepsTaken..<max(stepsTaken, options.steps)), judge: judge)
    let best = loop.journal.bestParameters ?? start
    let account = Network.TrainingAccount(
      lossBefore: lossBefore, lossAfter: objective.dataLoss(at: best),
      validationLossBefore: judge?.loss(at: start), validationLossAfter: judge?.loss(at: best),
      journal: loop.journal, reason: loop.reason ?? (outcome == .moved ? .stepLimit : .converged),
      edgesCut: [])
    return (best, account)
  }
}
