/// A penalty on the activations of edges, with the operations that it needs of a model with edges.
struct EdgePenalty<Model: DifferentiableModel> {
  let penalty: SparsityPenalty
  /// A zero for each edge of each layer.
  let zeros: [[Double]]
  /// Makes workspaces with memory for the values of edges.
  let makeWorkspace: (_ width: Int) -> Model.Workspace
  /// Adds Σ|φ| over the samples of a tile, after its forward pass, to each edge's sum.
  let addMagnitudes:
    (UnsafePointer<Model.Scalar>, SampleTile<Model.Scalar>, Model.Workspace, inout [[Double]]) -> Void
  /// The backward pass, with the derivative of the penalty with respect to each edge's Σ|φ|.
  let backward:
    (
      UnsafePointer<Model.Scalar>, SampleTile<Model.Scalar>, Model.Workspace,
      UnsafeMutablePointer<Model.Scalar>, [[Model.Scalar]]
    ) -> Void
}

extension EdgePenalty {
  /// The penalty on the edges of a network.
  init<Scalar: EngineScalar>(_ penalty: SparsityPenalty, of engine: NetworkEngine<Scalar>)
  where Model == NetworkEngine<Scalar> {
    self.penalty = penalty
    zeros = engine.plan.layers.map { layer in
      [Double](repeating: 0, count: layer.blocks.reduce(layer.symbolic.count) { $0 + $1.sums.count })
    }
    makeWorkspace = { TileWorkspace(engine.plan, engine.layout, width: $0, penalises: true) }
    addMagnitudes = { parameters, tile, workspace, sums in
      engine.addMagnitudes(parameters, valid: tile.validCount, workspace, to: &sums)
    }
    backward = { parameters, tile, workspace, gradient, slopes in
      engine.backward(
        parameters, tile: tile.index, of: tile.samples, workspace, gradient: gradient, edgeSlopes: slopes)
    }
  }
}
