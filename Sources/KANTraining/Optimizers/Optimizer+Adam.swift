import RealModule

extension Optimizer {
  /// Settings of Adam; source: Kingma & Ba, arXiv 1412.6980.
  public struct Adam: Hashable, Sendable, Codable {
    /// The change of the step length over a run.
    public enum Schedule: Hashable, Sendable, Codable {
      /// The step length stays constant.
      case constant
      /// The step length falls along half a cosine to the fraction `final`.
      case cosine(final: Double)
      /// The step length is multiplied by `factor` at each step.
      case exponential(factor: Double)
    }

    /// The step length; positive.
    public var rate = 0.01
    /// The memory of the mean gradient, per step; at least 0 and below 1.
    public var beta1 = 0.9
    /// The memory of the mean squared gradient, per step; at least 0 and below 1.
    public var beta2 = 0.999
    /// The constant that keeps the division finite.
    public var epsilon = 1e-8
    /// The number of samples per step, 1 or more; `nil` for all.
    public var batchSize: Int? = 1024
    /// λ of the decay rate·λ·θ that each step subtracts from every parameter, independently of the gradient's scaling;
    /// 0 or more. Source: Loshchilov & Hutter, arXiv 1711.05101 (AdamW).
    public var weightDecay = 0.0
    /// The memory, per step, of a running mean of the parameters, which then replaces them wherever the model is
    /// evaluated or returned, at least 0 and below 1; `nil` for none. It starts as the plain mean of all steps. Source:
    /// Polyak & Juditsky, SIAM J. Control Optim. 30 (1992) 838.
    public var averaging: Double?
    /// The change of the step length.
    public var schedule = Schedule.constant

    /// The default settings.
    public init() {}

    /// The step length at `step` of `total`.
    func rate(step: Int, of total: Int) -> Double {
      switch schedule {
      case .constant: rate
      case .cosine(let final):
        rate * (final + (1 - final) * 0.5 * (1 + .cos(.pi * min(1, Double(step) / Double(max(1, total))))))
      case .exponential(let factor): rate * .pow(factor, step)
      }
    }

    /// 1 − βⁿ: the total weight after n steps in a running mean of memory β that began at zero.
    func biasCorrection(_ memory: Double, after steps: Int) -> Double { 1 - .pow(memory, steps) }
  }
}
