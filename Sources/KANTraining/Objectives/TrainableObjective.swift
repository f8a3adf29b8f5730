/// An objective of which a training run also wants the loss alone.
protocol TrainableObjective: DifferentiableObjective {
  /// The loss without penalty.
  func dataLoss(at parameters: [Double]) -> Double
  /// The loss without penalty and the outputs `[j][s]` of all samples, in scaled units.
  func lossAndOutputs(at parameters: [Double]) -> (loss: Double, outputs: [[Double]])
}

extension ModelObjective: TrainableObjective {}
