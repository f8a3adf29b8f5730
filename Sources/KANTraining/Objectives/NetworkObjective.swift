import KANModel

/// The objective of a network.
typealias NetworkObjective<Scalar: EngineScalar> = ModelObjective<NetworkEngine<Scalar>>

extension ModelObjective {
  /// Compiles a network and lays out a table.
  convenience init<Scalar: EngineScalar>(
    _ network: Network, inputs: [[Double]], targets: [[Double]], weights: [Double]?, loss: Loss,
    penalty: TrainingOptions.Penalty, batchSize: Int? = nil, threads: Int
  ) where Model == NetworkEngine<Scalar> {
    let engine = NetworkEngine<Scalar>(network)
    let samples = SampleTiles<Scalar>(
      inputs, targets: targets, weights: weights, inputFeatures: network.inputs,
      outputFeatures: network.outputs, scalesTargets: loss.scalesTargets, splitsSigns: false,
      preferredWidth: Self.tileWidth(engine, batchSize: batchSize))
    var edges: EdgePenalty<Model>?
    var lasso: GroupLasso?
    switch penalty {
    case .none, .ridge: break
    case .sparsity(let strength, let l1, let entropy):
      edges = EdgePenalty(SparsityPenalty(strength: strength, l1: l1, entropy: entropy), of: engine)
    case .groupLasso(let strength): lasso = GroupLasso(engine.plan, strength: strength)
    }
    self.init(
      engine, samples: samples, targets: targets.count, loss: loss, edges: edges, lasso: lasso,
      ridge: penalty.ridgeStrength, threads: threads)
  }

  /// The engine of the network.
  var engine: Model { model }
}
