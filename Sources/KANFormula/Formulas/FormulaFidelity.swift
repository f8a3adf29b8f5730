/// How well a formula agrees with one part of the data.
public struct FormulaFidelity: Sendable, Hashable, Codable {
  /// `train`, `validation` or `test`.
  public var part: String
  /// The root of the mean squared residual, in units of the target.
  public var rmse: Double
  /// The explained share of the variance, 1 for a perfect law.
  public var rSquared: Double
  /// The largest residual.
  public var maximumError: Double
  /// The number of rows.
  public var count: Int

  /// The agreement with one part of the data.
  public init(part: String, rmse: Double, rSquared: Double, maximumError: Double, count: Int) {
    self.part = part
    self.rmse = rmse
    self.rSquared = rSquared
    self.maximumError = maximumError
    self.count = count
  }
}
