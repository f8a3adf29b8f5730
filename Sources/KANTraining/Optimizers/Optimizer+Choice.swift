extension Optimizer {
  /// The optimiser for a loss and a penalty where nobody asks for another: Levenberg-Marquardt, which reaches rounding,
  /// where it can minimise them, else L-BFGS.
  public static func suited(to loss: Loss, _ penalty: Penalty = .none) -> Optimizer {
    loss == .meanSquaredError && penalty == .none ? .levenbergMarquardt() : .lbfgs()
  }

  /// Steps between two questions whether a checkpoint is due: a step of Adam is a mini-batch, one of the others a pass
  /// over the whole table.
  public var checkpointInterval: Int { if case .adam = self { 50 } else { 1 } }
}
