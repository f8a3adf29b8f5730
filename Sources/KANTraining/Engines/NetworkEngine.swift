import KANModel

/// A network compiled for work on tiles of samples: flat parameters in, node values and adjoints out.
///
/// The engine contains only structure and knots; parameters are passed with each call, in the order of `layout`, and everything
/// that changes is in a `TileWorkspace`, so that threads can share one engine.
final class NetworkEngine<Scalar: EngineScalar>: Sendable {
  let plan: NetworkPlan
  let layout: ParameterLayout
  /// `grids[l][i]`, and the same without reference counting.
  let grids: [[GridBuffer<Scalar>]]
  let gridTables: [Buffer<GridTable<Scalar>>]
  /// The knot grids of the model.
  let knots: [[KnotGrid]]

  init(_ network: Network) {
    plan = NetworkPlan(network)
    knots = network.layers.map(\.grids)
    layout = ParameterLayout(network, plan, lanes: Scalar.lanes, lookupBases: Scalar.lookupBases)
    grids = network.layers.map { $0.grids.map { GridBuffer($0) } }
    gridTables = grids.map { grids in Buffer(grids.map { GridTable($0) }, padding: GridTable(grids[0])) }
  }

  /// Input `i` of layer `l`: a column of the data, or an output of the layer before.
  func input(
    _ i: Int, layer l: Int, tile: Int, of samples: SampleTiles<Scalar>, _ workspace: TileWorkspace<Scalar>
  ) -> UnsafePointer<Scalar> {
    guard l > 0 else { return samples.input(i, tile: tile) }
    let row = plan.layers[l - 1].row(ofOutput: i)
    return UnsafePointer(workspace.layers[l - 1].nodes.pointer + row * workspace.width)
  }

  /// Output `j` of the network on the tile of the last forward pass.
  func output(_ j: Int, _ workspace: TileWorkspace<Scalar>) -> UnsafePointer<Scalar> {
    let last = plan.layers.count - 1
    return UnsafePointer(
      workspace.layers[last].nodes.pointer + plan.layers[last].row(ofOutput: j) * workspace.width)
  }

  /// The approximate cost of a forward and backward pass of one sample, in nanoseconds of one core.
  var costOfSample: Double {
    plan.layers.reduce(0) { cost, layer in
      let edges = layer.blocks.reduce(0) { $0 + $1.sums.count }
      return cost + 4 * Double(layer.inputCount) + 0.03 * Double(edges * (layer.order + 2))
        + 40 * Double(layer.termCount)
    }
  }

  /// The cost of a partial gradient over all parameters, in units of the arithmetic of one sample.
  var samplesPerGradient: Double {
    let taps = plan.layers.reduce(0) { taps, layer in
      taps + layer.blocks.reduce(1) { $0 + $1.sums.count * (layer.order + 2) }
    }
    return Double(layout.count) / Double(taps)
  }
}
