/// An objective of which a training run also wants the loss alone.
protocol TrainableObjective: DifferentiableObjective {
  /// The loss without penalty.
  func dataLoss(at parameters: [Double]) -> Double
  /// The outputs `[j][s]` of all samples, in scaled units.
  func outputs(at parameters: [Double]) -> [[Double]]
}

extension ModelObjective: TrainableObjective {}
