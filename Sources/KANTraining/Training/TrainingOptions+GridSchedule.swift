extension TrainingOptions {
  /// The schedule for adapting knots to the data and for refining grids.
  public struct GridSchedule: Hashable, Sendable, Codable {
    /// The interval, in steps, at which grids are adapted, starting at step 0 of each stage, 1 or
    /// more; `nil` for never.
    public var updateEvery: Int?
    /// There is no adaptation at or after this step of a stage, so that the rest of it converges.
    public var updateUntil: Int
    /// One stage of training for each number of intervals, from 1 to 10000, for example [5, 10, 20]; empty for one
    /// stage on the present grids. The steps are divided evenly among the stages.
    public var extensions: [Int]

    /// A schedule; by default grids are adapted every 10 steps until step 50.
    ///
    /// - Parameters:
    ///   - updateEvery: The interval, in steps, at which grids are adapted, 1 or more; `nil` for never.
    ///   - updateUntil: The step of each stage from which on there is no adaptation.
    ///   - extensions: The number of intervals of each stage, from 1 to 10000; empty for one stage
    ///     on the present grids.
    public init(updateEvery: Int? = 10, updateUntil: Int = 50, extensions: [Int] = []) {
      self.updateEvery = updateEvery
      self.updateUntil = updateUntil
      self.extensions = extensions
    }

    /// The schedule without changes of grids.
    public static let fixed = TrainingOptions.GridSchedule(updateEvery: nil)

    /// The number of stages.
    var stageCount: Int { max(1, extensions.count) }

    /// The steps of a stage out of `total`.
    func steps(ofStage stage: Int, total: Int) -> Int {
      // The product of all steps and stages may exceed the largest whole number.
      let (whole, rest) = total.quotientAndRemainder(dividingBy: stageCount)
      return whole + rest * (stage + 1) / stageCount - rest * stage / stageCount
    }

    /// Whether grids are adapted before step `step` of a stage.
    func updates(atStep step: Int) -> Bool {
      guard let updateEvery else { return false }
      return step < updateUntil && step % updateEvery == 0
    }
  }
}
