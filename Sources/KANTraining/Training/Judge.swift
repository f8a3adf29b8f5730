import KANData

/// A validation table that decides which of several states is the best.
struct Judge {
  private let objective: any TrainableObjective
  private let table: Dataset?
  private let options: TrainingOptions

  /// - Parameters:
  ///   - objective: The loss on `table`.
  ///   - table: The validation rows; `nil` if they are in parts, where only the loss is available as a criterion.
  ///   - options: The options with the criterion.
  init(_ objective: any TrainableObjective, on table: Dataset?, _ options: TrainingOptions) {
    (self.objective, self.table, self.options) = (objective, table, options)
  }

  /// The evaluation of a state: the score for the choice, the smaller the better, and the loss without penalty.
  func verdict(at parameters: [Double]) -> (score: Double, loss: Double) {
    switch options.criterion {
    case .loss:
      let loss = loss(at: parameters)
      return (options.penalty == .none ? loss : objective.value(at: parameters), loss)
    case .rocAUC:
      let (loss, outputs) = objective.lossAndOutputs(at: parameters)
      guard let table else { preconditionFailure("the area under a curve needs all rows at once") }
      let area = Metrics.rocAUC(scores: outputs[0], labels: table.targets[0], weights: table.weights)
      return (-area, loss)
    }
  }

  /// The loss without penalty.
  func loss(at parameters: [Double]) -> Double { objective.dataLoss(at: parameters) }
}
