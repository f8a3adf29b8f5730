extension Optimizer {
  /// Settings of Levenberg-Marquardt.
  ///
  /// Sources: Marquardt 1963 with Nielsen's damping rule (IMM-REP-1999-05); geodesic acceleration, Transtrum & Sethna, arXiv
  /// 1201.5885.
  public struct LevenbergMarquardt: Hashable, Sendable, Codable {
    /// Two steps in a row that lower the mean square by less than this fraction end a fit, or a stage of a training run.
    public var relativeTolerance = 1e-12
    /// A fit or a stage ends when no component of the scaled gradient exceeds this fraction of the residual.
    public var gradientTolerance = 1e-14
    /// A constant part of the damping, relative to diag(JᵀJ), which keeps unsupported coefficients in place; 0 or more.
    public var ridge = 1e-12
    /// Whether each step follows the curvature of the valley by the second derivative along it (geodesic acceleration): it costs
    /// two more forward passes and one backward pass per step, which pays off for splines fitted to high accuracy.
    public var accelerates = true
    /// The damping λ of the first step, relative to diag(JᵀJ); a small value suits a start near the minimum.
    public var initialDamping = 1e-3
    /// The maximum number of parameters of a network in a training run.
    public var parameterLimit = 4000

    /// The default settings.
    public init() {}
  }
}
