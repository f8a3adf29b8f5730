/// Everything besides the objective on which Adam's next step depends.
struct AdamState: Hashable, Sendable, Codable {
  var parameters: [Double]
  /// The running means of the gradient and of its square.
  var mean: [Double]
  var square: [Double]
  var steps = 0
  /// The position in the shuffled samples; the seed and the number of an epoch determine its order.
  var epoch = 0
  var position = 0
  var seed: UInt64
  /// The factor by which roll-backs have reduced the step length.
  var rateFactor = 1.0
  var rollbacks = 0
  var rollbacksInRow = 0
  /// The parameters before the last step, for undoing it.
  var lastParameters: [Double]
  /// The step at which the means started anew after a gradient that was not finite.
  var meansStart: Int?
  /// The running mean of the parameters, if one is kept.
  var average: [Double]?
  /// The values of the batches since the mean was last taken.
  var batchValues: RunningMean?

  /// The start of a run.
  init(parameters: [Double], seed: UInt64) {
    self.parameters = parameters
    self.seed = seed
    mean = [Double](repeating: 0, count: parameters.count)
    square = mean
    lastParameters = parameters
  }

  /// All vectors, each with one number per parameter.
  var vectors: [[Double]] { [parameters, mean, square, lastParameters, average ?? parameters] }
}
