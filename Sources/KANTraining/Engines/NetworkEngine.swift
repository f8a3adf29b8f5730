import KANModel

/// A network compiled for work on tiles of samples: flat parameters in, node values and adjoints out.
///
/// The engine holds structure and knots only; parameters are passed with each call and everything that
/// changes lives in a `TileWorkspace`, so that threads share one engine.
final class NetworkEngine<Scalar: EngineScalar>: Sendable {
  let plan: NetworkPlan
  /// `grids[l][i]`.
  let grids: [[GridBuffer<Scalar>]]
  /// The same as the model has them.
  let knots: [[KnotGrid]]

  init(_ network: Network) {
    plan = NetworkPlan(network)
    knots = network.layers.map(\.grids)
    grids = network.layers.map { $0.grids.map { GridBuffer($0) } }
  }

  /// Input `i` of layer `l`: a column of the data, or an output of the layer before.
  func input(
    _ i: Int, layer l: Int, tile: Int, of samples: SampleTiles<Scalar>, _ workspace: TileWorkspace<Scalar>
  ) -> UnsafePointer<Scalar> {
    guard l > 0 else { return samples.input(i, tile: tile) }
    let row = plan.layers[l - 1].row(ofOutput: i)
    return UnsafePointer(workspace.layers[l - 1].nodes.pointer + row * workspace.width)
  }

  /// Output `j` of the network on the tile that went forward last.
  func output(_ j: Int, _ workspace: TileWorkspace<Scalar>) -> UnsafePointer<Scalar> {
    let last = plan.layers.count - 1
    return UnsafePointer(
      workspace.layers[last].nodes.pointer + plan.layers[last].row(ofOutput: j) * workspace.width)
  }
}
