#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Loss {
  /// Σ scale·w·ℓ over one tile; with `adjoints`, writes ∂/∂y for each output.
  ///
  /// - Parameters:
  ///   - outputs: The rows of the network's outputs.
  ///   - targets: The rows of the targets.
  ///   - weights: One weight a sample.
  ///   - scale: What each weight is multiplied by, 1/Σw for a mean.
  func evaluate<Scalar: EngineScalar>(
    _ count: Int, outputs: [UnsafePointer<Scalar>], targets: [UnsafePointer<Scalar>],
    weights: UnsafePointer<Scalar>, scale: Double, adjoints: [UnsafeMutablePointer<Scalar>]?
  ) -> Double {
    if case .crossEntropy = self {
      return crossEntropy(
        count, outputs: outputs, classes: targets[0], weights: weights, scale: scale, adjoints: adjoints)
    }
    var total = 0.0
    let share = scale / Double(outputs.count)
    for j in outputs.indices {
      for s in 0..<count {
        let weight = share * Double(weights[s])
        let (value, slope) = point(Double(outputs[j][s]), target: Double(targets[j][s]))
        total += weight * value
        adjoints?[j][s] = Scalar(weight * slope)
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
