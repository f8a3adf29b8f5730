extension Loss {
  /// Σ w·ℓ / Σ w over one tile after its forward pass; with `wantsAdjoints`, writes ∂/∂y of each output.
  func evaluate<Model: DifferentiableModel>(
    _ model: Model, _ tile: SampleTile<Model.Scalar>, _ workspace: Model.Workspace, wantsAdjoints: Bool
  ) -> Double where Model.Scalar: EngineScalar {
    let outputs = model.outputCount
    let samples = tile.samples
    let weights = samples.weights(tile: tile.index)
    let scale = 1 / samples.totalWeight
    if target == .classIndices {
      return crossEntropy(
        samples.width, outputs: (0..<outputs).map { model.output($0, of: workspace) },
        classes: samples.target(0, tile: tile.index), weights: weights, scale: scale,
        adjoints: wantsAdjoints ? (0..<outputs).map { model.outputAdjoint($0, of: workspace) } : nil)
    }
    var total = 0.0
    let share = scale / Double(outputs)
    for j in 0..<outputs {
      let y = model.output(j, of: workspace)
      let t = samples.target(j, tile: tile.index)
      let adjoint = wantsAdjoints ? model.outputAdjoint(j, of: workspace) : nil
      if case .meanSquaredError = self {
        total += Model.Scalar.squaredError(
          samples.width, scale: share, y, t, weights: weights, adjoint: adjoint)
        continue
      }
      for s in 0..<samples.width {
        let weight = share * Double(weights[s])
        let (value, slope) = point(Double(y[s]), target: Double(t[s]))
        total += weight * value
        adjoint?[s] = Model.Scalar(weight * slope)
      }
    }
    return total
  }

  /// Cross-entropy, which depends on all outputs of a sample at once.
  private func crossEntropy<Scalar: EngineScalar>(
    _ count: Int, outputs: [UnsafePointer<Scalar>], classes: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, scale: Double, adjoints: [UnsafeMutablePointer<Scalar>]?
  ) -> Double {
    var total = 0.0
    for s in 0..<count {
      let weight = scale * Double(weights[s])
      let chosen = Int(classes[s])
      let softmax = Softmax(outputs.count) { Double(outputs[$0][s]) }
      total += weight * softmax.loss(ofLogit: Double(outputs[chosen][s]))
      guard let adjoints else { continue }
      for j in outputs.indices {
        let probability = softmax.probability(ofLogit: Double(outputs[j][s]))
        adjoints[j][s] = Scalar(weight * (probability - (j == chosen ? 1 : 0)))
      }
    }
    return total
  }
}
