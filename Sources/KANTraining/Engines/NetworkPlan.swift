import KANModel

/// The structure of a network as engines traverse it, and the position of each parameter in the flat vector.
///
/// Order in the vector: layer by layer; in a layer the spline coefficients input by input as [basis][edge]
/// followed by that input's base weights, then the biases, then the constants of symbolic edges.
package struct NetworkPlan: Sendable {
  package let layers: [LayerPlan]
  package let parameterCount: Int
  /// `KAN_OUTSIDE_…`.
  package let outside: Int32
  /// Whether the basis fades outside the grid, which the kernels do not support.
  package let isFading: Bool

  /// The structure of `network`.
  package init(_ network: Network) {
    var next = 0
    layers = network.layers.map { LayerPlan($0, next: &next) }
    parameterCount = next
    outside = network.outside == .linear ? 0 : 1
    isFading = network.outside == .fading
  }

  /// The parameters of `network`, which must have the structure of the plan.
  package func parameters(of network: Network) -> [Double] {
    var result = [Double](repeating: 0, count: parameterCount)
    for (plan, layer) in zip(layers, network.layers) { plan.read(layer, into: &result) }
    return result
  }

  /// `network` with its parameters replaced.
  func network(_ network: Network, with parameters: [Double]) -> Network {
    var result = network
    for (l, plan) in layers.enumerated() { plan.write(parameters, into: &result.layers[l]) }
    return result
  }
}
