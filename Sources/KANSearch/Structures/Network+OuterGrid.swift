import KANModel

extension Network {
  /// The evenly spaced fraction of the moved grid, as opposed to the arguments' quantiles, so that no interval is wide where
  /// arguments are rare.
  private static let uniformShare = 0.7

  /// The network with the knots of its last layer adapted to its present arguments; the layers before are unchanged.
  ///
  /// The sum inside g(Σ f) drifts during training; a grid that does not follow leaves g without knots. The first layer's inputs do
  /// not change, and refitting its splines each time would only blur them.
  func adaptingLastGrid(to columns: [[Double]]) -> Network {
    let last = layers.count - 1
    guard last > 0 else { return self }
    let arguments = activations(columns).layerInputs[last]
    guard arguments.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return self }
    var adapted = self
    adapted.layers[last] = layers[last].adaptingGrids(
      to: arguments, uniformFraction: Self.uniformShare, outside: outside)
    return adapted
  }
}
