/// An objective that can also give the loss alone, as training runs need.
protocol TrainableObjective: DifferentiableObjective {
  /// The loss without penalty.
  func dataLoss(at parameters: [Double]) -> Double
  /// The loss without penalty and the outputs `[j][s]` of all samples, in scaled units.
  func lossAndOutputs(at parameters: [Double]) -> (loss: Double, outputs: [[Double]])
}

extension ModelObjective: TrainableObjective {}
