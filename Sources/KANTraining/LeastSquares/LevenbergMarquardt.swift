import KANData
import KANModel

/// Fits all constants of a network to a table by nonlinear least squares.
///
/// Works in *scaled* target units (network outputs before the output features' shift and scale) and trains
/// spline coefficients, base weights, biases and the constants of symbolic edges together. A step that leaves
/// the real numbers is undone. Method: Marquardt 1963 with Nielsen's damping rule (IMM-REP-1999-05).
/// One step costs O(N·q² + p³) for N samples and p parameters, of which a sample meets q; meant for p up to
/// about 2,000.
public struct LevenbergMarquardt: Hashable, Sendable {
  /// The number of accepted steps after which the fit ends.
  public var maximumSteps = 100
  /// Two steps in a row that lower the mean square by less than this fraction end the fit.
  public var relativeTolerance = 1e-12
  /// The fit ends when no component of the scaled gradient exceeds this part of the residual.
  public var gradientTolerance = 1e-14
  /// The mean square, in scaled units, below which the fit ends.
  public var targetLoss = 0.0
  /// A constant part of the damping, relative to diag(JᵀJ): keeps unsupported coefficients in place.
  public var ridge = 1e-12
  /// Whether each step follows the bend of the valley by the second derivative along it: two more passes forward and
  /// one backward a step, which pay for splines fitted to high accuracy. Source: geodesic acceleration, Transtrum &
  /// Sethna, arXiv 1201.5885.
  public var accelerates = false
  /// The damping λ of the first step, relative to diag(JᵀJ); a small one suits a start near the minimum.
  public var initialDamping = 1e-3
  /// The number of threads; results have the same bits for any.
  public var threads = 1

  /// The default settings.
  public init() {}

  /// Fits `network` to `data` and returns it with its mean square in scaled target units.
  ///
  /// - Parameters:
  ///   - network: The start; one input an input column of `data`, one output a target.
  ///   - data: Samples; weights may be negative as long as their sum is positive.
  ///   - cancel: Asked before each step; `true` ends the fit with what it has.
  /// - Returns: The fitted network, the weighted mean square per output, the number of accepted steps. Where
  ///   the start itself cannot be evaluated, the network comes back unchanged with a mean square of NaN.
  public func fit(_ network: Network, to data: Dataset, cancel: (() -> Bool)? = nil) -> (
    network: Network, meanSquare: Double, steps: Int
  ) {
    fit(network, inputs: data.inputs, targets: data.targets, weights: data.weights, cancel: cancel)
  }

  /// The mean square of `network` on `data` in scaled target units, as `fit` counts it; NaN where the network
  /// cannot be evaluated. Much faster than evaluating the network and comparing.
  public func meanSquare(of network: Network, on data: Dataset) -> Double {
    let objective = NetworkLeastSquares(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, threads: threads)
    let value = objective.meanSquare(at: objective.parameters(of: network))
    return value.isFinite ? value : .nan
  }

  /// `fit` on plain columns: `inputs[i][s]`, `targets[j][s]`.
  public func fit(
    _ network: Network, inputs: [[Double]], targets: [[Double]], weights: [Double]? = nil,
    cancel: (() -> Bool)? = nil
  ) -> (network: Network, meanSquare: Double, steps: Int) {
    precondition(
      inputs.count == network.inputs.count, "the table must have one column an input of the network")
    precondition(
      targets.count == network.outputs.count, "the table must have one target an output of the network")
    let objective = NetworkLeastSquares(
      network, inputs: inputs, targets: targets, weights: weights, threads: threads)
    var solver = LeastSquaresSolver(
      objective, parameters: objective.parameters(of: network), relativeTolerance: relativeTolerance,
      gradientTolerance: gradientTolerance, ridge: ridge, accelerates: accelerates,
      initialDamping: initialDamping)
    guard solver.state.meanSquare.isFinite else { return (network, .nan, 0) }
    while solver.state.steps < maximumSteps, solver.state.meanSquare > targetLoss, cancel?() != true {
      guard case .moved = solver.step() else { break }
    }
    guard solver.state.steps > 0 else { return (network, solver.state.meanSquare, 0) }
    return (
      objective.network(network, with: solver.state.parameters), solver.state.meanSquare, solver.state.steps
    )
  }
}
