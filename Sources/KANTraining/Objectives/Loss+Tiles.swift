#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Loss {
  /// Σ w·ℓ / Σ w over one tile that went forward; with `wantsAdjoints`, writes ∂/∂y of each output.
  func evaluate<Model: DifferentiableModel>(
    _ model: Model, _ tile: SampleTile<Model.Scalar>, targetCount: Int, _ workspace: Model.Workspace,
    wantsAdjoints: Bool
  ) -> Double where Model.Scalar: EngineScalar {
    typealias Scalar = Model.Scalar
    let outputs = model.outputCount
    let samples = tile.samples
    let weights = samples.weights(tile: tile.index)
    let scale = 1 / samples.totalWeight
    if case .crossEntropy = self {
      return crossEntropy(
        samples.width, outputs: (0..<outputs).map { model.output($0, of: workspace) },
        classes: samples.target(0, tile: tile.index), weights: weights, scale: scale,
        adjoints: wantsAdjoints ? (0..<outputs).map { model.outputAdjoint($0, of: workspace) } : nil)
    }
    var total = 0.0
    let share = scale / Double(outputs)
    for j in 0..<outputs {
      let y = model.output(j, of: workspace)
      let target = samples.target(j, tile: tile.index)
      let adjoint = wantsAdjoints ? model.outputAdjoint(j, of: workspace) : nil
      if case .meanSquaredError = self {
        total += Scalar.squaredError(
          samples.width, scale: share, y, target, weights: weights, adjoint: adjoint)
        continue
      }
      for s in 0..<samples.width {
        let weight = share * Double(weights[s])
        let (value, slope) = point(Double(y[s]), target: Double(target[s]))
        total += weight * value
        adjoint?[s] = Scalar(weight * slope)
      }
    }
    return total
  }

  /// ℓ and ∂ℓ/∂y of one output of one sample.
  private func point(_ y: Double, target t: Double) -> (value: Double, slope: Double) {
    let r = y - t
    switch self {
    case .meanSquaredError:
      return (r * r, 2 * r)
    case .meanAbsoluteError:
      return (abs(r), r > 0 ? 1 : r < 0 ? -1 : r)
    case .huber(let delta):
      if abs(r) <= delta { return (0.5 * r * r, r) }
      return (delta * (abs(r) - 0.5 * delta), r > 0 ? delta : r < 0 ? -delta : r)
    case .clippedSquaredError:
      let r = min(max(y, 0), 1) - t
      return (r * r, y > 0 && y < 1 ? 2 * r : y.isNaN ? .nan : 0)
    case .binaryCrossEntropy, .crossEntropy:
      // Only e^{−|y|} is formed, which cannot overflow.
      let e = exp(-abs(y))
      let logistic = y >= 0 ? 1 / (1 + e) : e / (1 + e)
      return (max(y, 0) - t * y + log1p(e), logistic - t)
    }
  }

  /// log Σ eʸ taken relative to the largest logit.
  private func crossEntropy<Scalar: EngineScalar>(
    _ count: Int, outputs: [UnsafePointer<Scalar>], classes: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, scale: Double, adjoints: [UnsafeMutablePointer<Scalar>]?
  ) -> Double {
    var total = 0.0
    for s in 0..<count {
      let weight = scale * Double(weights[s])
      let chosen = Int(classes[s])
      var largest = -Double.infinity
      for row in outputs { largest = max(largest, Double(row[s])) }
      var sum = 0.0
      for row in outputs { sum += exp(Double(row[s]) - largest) }
      total += weight * (largest + log(sum) - Double(outputs[chosen][s]))
      guard let adjoints else { continue }
      for j in outputs.indices {
        let probability = exp(Double(outputs[j][s]) - largest) / sum
        adjoints[j][s] = Scalar(weight * (probability - (j == chosen ? 1 : 0)))
      }
    }
    return total
  }
}
