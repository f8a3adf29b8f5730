import RealModule

extension Optimizer {
  /// Settings of Adam; source: Kingma & Ba, arXiv 1412.6980.
  public struct Adam: Hashable, Sendable, Codable {
    /// How the step length changes over a run.
    public enum Schedule: Hashable, Sendable, Codable {
      /// Not at all.
      case constant
      /// Along half a cosine from 1 to `final` of the step length.
      case cosine(final: Double)
      /// Multiplied by `factor` each step.
      case exponential(factor: Double)
    }

    /// The step length.
    public var rate = 0.01
    /// The memory of the mean gradient, per step.
    public var beta1 = 0.9
    /// The memory of the mean squared gradient, per step.
    public var beta2 = 0.999
    /// What keeps the division finite.
    public var epsilon = 1e-8
    /// Samples a step; `nil` for all of them.
    public var batchSize: Int? = 1024
    /// The share λ of rate·λ·θ that each step takes off every parameter, apart from the gradient's scaling.
    /// Source: Loshchilov & Hutter, arXiv 1711.05101 (AdamW).
    public var weightDecay = 0.0
    /// The memory, per step, of a running mean of the parameters, which then takes their place wherever the model is
    /// judged or returned; `nil` for none. It starts as the plain mean of all steps. Source: Polyak & Juditsky,
    /// SIAM J. Control Optim. 30 (1992) 838.
    public var averaging: Double?
    /// How the step length changes.
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

    /// 1 − βⁿ: what a mean that began at zero, of memory β, has seen after n steps.
    func biasCorrection(_ memory: Double, after steps: Int) -> Double { 1 - .pow(memory, steps) }
  }
}
