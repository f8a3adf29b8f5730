/// An objective of which a training run also wants the loss alone.
protocol TrainableObjective: DifferentiableObjective {
  /// The loss without penalty.
  func dataLoss(at parameters: [Double]) -> Double
}

extension NetworkObjective: TrainableObjective {}
