import KANData
import KANModel

/// Fits all constants of a network to a table by nonlinear least squares.
///
/// Works in *scaled* target units (network outputs before the output features' shift and scale) and trains spline coefficients,
/// base weights, biases and the constants of symbolic edges together. A step to values that are not finite is undone. Method:
/// Marquardt 1963 with Nielsen's damping rule (IMM-REP-1999-05). One step costs O(N·q² + p³) for N samples and p parameters, q of
/// which affect a sample; meant for p up to about 2,000.
///
/// The settings of the method are those of `options`, and can be set on the fit itself:
///
///     var fit = LevenbergMarquardt()
///     fit.relativeTolerance = 1e-3
///     let (network, meanSquare, steps) = fit.fit(start, to: data)
@dynamicMemberLookup
package struct LevenbergMarquardt: Hashable, Sendable {
  /// The settings of the steps; by default without geodesic acceleration, which in a search would cost more than it gains.
  package var options: Optimizer.LevenbergMarquardt
  /// The number of accepted steps after which the fit ends.
  package var maximumSteps = 100
  /// The mean square, in scaled units, below which the fit ends.
  package var targetLoss = 0.0
  /// The number of threads; results have the same bits for any number.
  package var threads = 1

  /// The default settings.
  package init() {
    options = Optimizer.LevenbergMarquardt()
    options.accelerates = false
  }

  /// The settings of the method.
  package subscript<Value>(dynamicMember setting: WritableKeyPath<Optimizer.LevenbergMarquardt, Value>)
    -> Value
  {
    get { options[keyPath: setting] }
    set { options[keyPath: setting] = newValue }
  }

  /// Fits `network` to `data` and returns it with its mean square in scaled target units.
  ///
  /// - Parameters:
  ///   - network: The start; one input per input column of `data`, one output per target.
  ///   - data: Samples; weights may be negative as long as their sum is positive.
  ///   - cancel: Called before each step; `true` ends the fit with its present result.
  /// - Returns: The fitted network, the weighted mean square per output, the number of accepted steps. If the start itself cannot
  ///   be evaluated, the network is returned unchanged with a mean square of NaN.
  package func fit(_ network: Network, to data: Dataset, cancel: (() -> Bool)? = nil) -> (
    network: Network, meanSquare: Double, steps: Int
  ) {
    fit(network, inputs: data.inputs, targets: data.targets, weights: data.weights, cancel: cancel)
  }

  /// The mean square of `network` on `data` in scaled target units, as `fit` computes it; NaN if the network cannot be evaluated.
  /// Much faster than evaluating the network and comparing.
  package func meanSquare(of network: Network, on data: Dataset) -> Double {
    let objective = NetworkLeastSquares(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, threads: threads)
    let value = objective.meanSquare(at: objective.parameters(of: network))
    return value.isFinite ? value : .nan
  }

  /// `fit` on plain columns: `inputs[i][s]`, `targets[j][s]`.
  package func fit(
    _ network: Network, inputs: [[Double]], targets: [[Double]], weights: [Double]? = nil,
    cancel: (() -> Bool)? = nil
  ) -> (network: Network, meanSquare: Double, steps: Int) {
    precondition(
      inputs.count == network.inputs.count, "the table must have one column per input of the network")
    precondition(
      targets.count == network.outputs.count, "the table must have one target per output of the network")
    let objective = NetworkLeastSquares(
      network, inputs: inputs, targets: targets, weights: weights, threads: threads)
    var solver = LeastSquaresSolver(options, objective, parameters: objective.parameters(of: network))
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
