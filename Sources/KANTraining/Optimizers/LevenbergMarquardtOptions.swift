/// Settings of Levenberg-Marquardt in a training run; `LevenbergMarquardt` explains them.
public struct LevenbergMarquardtOptions: Hashable, Sendable, Codable {
  /// Two steps in a row that lower the mean square by less than this fraction end a stage.
  public var relativeTolerance = 1e-12
  /// A stage ends when no component of the scaled gradient exceeds this part of the residual.
  public var gradientTolerance = 1e-14
  /// A constant part of the damping, relative to diag(JᵀJ).
  public var ridge = 1e-12
  /// Whether steps follow the bend of the valley (geodesic acceleration).
  public var accelerates = true
  /// Networks with more parameters are refused.
  public var parameterLimit = 4000

  /// The default settings.
  public init() {}
}
