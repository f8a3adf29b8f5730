extension Optimizer {
  /// Settings of L-BFGS; source: Nocedal & Wright, Numerical Optimization, 2nd ed., algorithm 7.5.
  public struct LBFGS: Hashable, Sendable, Codable {
    /// The number of remembered steps, 1 or more.
    public var memory = 10
    /// The sufficient-decrease constant c₁ of the strong Wolfe conditions, 0 < c₁ < c₂.
    public var decrease = 1e-4
    /// The curvature constant c₂ of the strong Wolfe conditions, c₁ < c₂ < 1.
    public var curvature = 0.9
    /// Three steps in a row that lower the value by less than this fraction end the run.
    public var relativeTolerance = 1e-14
    /// The run ends when no component of the gradient exceeds this.
    public var gradientTolerance = 1e-14

    /// The default settings.
    public init() {}
  }
}
