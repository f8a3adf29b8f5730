import KANFormula

/// The points of a law that are nearest to measured rows whose inputs also have errors (orthogonal distance regression: Boggs, Byrd
/// & Schnabel, SIAM J. Sci. Stat. Comput. 8, 1987).
///
/// A row (x, y) with errors σₓ, σ is moved by δ so that e²/σ² + Σ δᵢ²/σᵢ² is minimal, e = f(x + δ) − y. There δᵢ = −e·gᵢ·σᵢ²/σ²
/// with g = ∂f/∂x, hence the minimum is r² with r = e·σ_eff/σ², σ_eff² = σ² + Σ gᵢ²σᵢ², and since the δ are optimal, ∂r/∂θ =
/// (∂f/∂θ)/σ_eff. For small σₓ this is the effective-variance method.
struct OrthogonalDistance: Sendable {
  private let form: Form
  private let places: FormPlaces
  private let hasError: [Bool]

  /// Steps towards the nearest point; they converge faster the straighter the law is over an error.
  private static let steps = 60
  /// Displacements, in units of their errors, that no longer matter.
  private static let tolerance = 1e-13

  init(_ form: Form, hasError: [Bool]) {
    self.form = form
    self.hasError = hasError
    places = FormPlaces(form)
  }

  typealias Errors = (up: [Double], down: [Double])

  /// The nearest points of the law, and the effective error of every row there.
  func feet(
    _ columns: [[Double]], target: [Double], constants: [Double], sigma: Errors, inputSigmas: [Errors?]
  ) -> (columns: [[Double]], effectiveSigma: [Double]) {
    let law = places.expression.replacingFreeConstants(
      with: constants.map { value in
        .constant(NamedConstant(name: "c", value: value, latex: "c"))
      })
    guard let slopes = try? CompiledExpression(law, variables: form.inputs) else {
      return (columns, sigma.up)
    }
    var foot = columns
    var effective = sigma.up
    var best = [Double](repeating: .infinity, count: target.count)
    var step = [Double](repeating: 1, count: target.count)
    var bestFoot = columns
    func error(_ i: Int, _ s: Int, _ displacement: Double) -> Double {
      guard let pair = inputSigmas[i] else { return 0 }
      return displacement >= 0 ? pair.up[s] : pair.down[s]
    }
    for _ in 0..<Self.steps {
      let (values, gradients) = slopes.valuesAndVariableDerivatives(foot)
      var next = foot
      var largest = 0.0
      for s in target.indices {
        let e = values[s] - target[s]
        let sigmaY = e > 0 ? sigma.up[s] : sigma.down[s]
        var square = e * e / (sigmaY * sigmaY)
        var variance = sigmaY * sigmaY
        var straight = e
        for i in columns.indices where hasError[i] {
          let displacement = foot[i][s] - columns[i][s]
          let sigmaX = error(i, s, displacement)
          square += displacement * displacement / (sigmaX * sigmaX)
          variance += gradients[i][s] * gradients[i][s] * sigmaX * sigmaX
          straight -= gradients[i][s] * displacement
        }
        guard square <= best[s] * (1 + 1e-15), variance.isFinite else {
          // The law is too curved for the whole step: half of it, from the best point.
          step[s] /= 2
          for i in columns.indices where hasError[i] {
            let back = bestFoot[i][s] + (foot[i][s] - bestFoot[i][s]) / 2
            largest = max(largest, step[s] > 1e-9 ? abs(back - foot[i][s]) / max(error(i, s, 1), 1e-300) : 0)
            next[i][s] = back
          }
          continue
        }
        best[s] = square
        effective[s] = variance.squareRoot()
        for i in columns.indices where hasError[i] {
          bestFoot[i][s] = foot[i][s]
          let sigmaX = error(i, s, -straight * gradients[i][s])
          let goal = columns[i][s] - straight * gradients[i][s] * sigmaX * sigmaX / variance
          next[i][s] = foot[i][s] + step[s] * (goal - foot[i][s])
          largest = max(largest, abs(next[i][s] - foot[i][s]) / sigmaX)
        }
      }
      if !(largest > Self.tolerance) { break }
      foot = next
    }
    return (bestFoot, effective)
  }
}
