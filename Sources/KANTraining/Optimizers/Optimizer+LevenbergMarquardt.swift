extension Optimizer {
  /// Settings of Levenberg-Marquardt, of whatever runs it.
  ///
  /// Sources: Marquardt 1963 with Nielsen's damping rule (IMM-REP-1999-05); geodesic acceleration, Transtrum & Sethna, arXiv
  /// 1201.5885.
  public struct LevenbergMarquardt: Hashable, Sendable, Codable {
    /// Two steps in a row that lower the mean square by less than this fraction end a fit, or a stage of a training run.
    public var relativeTolerance = 1e-12
    /// A fit or a stage ends when no component of the scaled gradient exceeds this part of the residual.
    public var gradientTolerance = 1e-14
    /// A constant part of the damping, relative to diag(JᵀJ): keeps unsupported coefficients in place.
    public var ridge = 1e-12
    /// Whether each step follows the bend of the valley by the second derivative along it (geodesic acceleration): two
    /// more passes forward and one backward a step, which pay for splines fitted to high accuracy.
    public var accelerates = true
    /// The damping λ of the first step, relative to diag(JᵀJ); a small one suits a start near the minimum.
    public var initialDamping = 1e-3
    /// A training run refuses networks with more parameters.
    public var parameterLimit = 4000

    /// The default settings.
    public init() {}
  }
}
