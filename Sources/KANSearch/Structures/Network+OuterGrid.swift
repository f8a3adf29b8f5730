import KANModel

extension Network {
  /// How much of the moved grid is evenly spaced instead of following the arguments' quantiles, so that no interval is wide where
  /// they are rare.
  private static let uniformShare = 0.7

  /// The network with the knots of its last layer moved to where its arguments now are; the layers before stay as they
  /// are.
  ///
  /// The sum inside g(Σ f) drifts while it is trained; a grid that does not follow leaves g without knots. The first
  /// layer's inputs do not move, and refitting them each time would only blur them.
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
