import KANFitting
import KANModel
import SymbolLibrary

/// The last step of an edge fit: all free constants of Σₘ aₘ·fₘ(bₘx + cₘ) + d together, by GSL.
struct EdgePolish {
  /// What came out.
  struct Outcome {
    let edge: SymbolicEdge
    let sumOfSquares: Double
    let standardErrors: [Double]
  }

  let terms: [SymbolicTerm]
  let samples: EdgeSamples
  /// The largest number of accepted steps.
  var maximumSteps = 40

  /// `nil` if the fit fails or an argument leaves its domain on the samples' range.
  func run() -> Outcome? {
    guard let amplitudes = linearConstants() else { return nil }
    var start: [Double] = []
    for (term, amplitude) in zip(terms, amplitudes) {
      start.append(amplitude)
      if term.symbol.gauge.hasRate { start.append(term.rate) }
      if term.symbol.gauge.hasShift { start.append(term.shift) }
    }
    start.append(amplitudes[terms.count])
    var solver = NonlinearLeastSquares()
    solver.maximumSteps = maximumSteps
    solver.stepTolerance = 1e-12
    let fit: FitResult
    do throws(FittingError) {
      fit = try solver.fit(start: start, residualCount: samples.x.count, evaluate: evaluate)
    } catch {
      return nil
    }
    let edge = edge(from: fit.parameters)
    guard staysInDomain(edge), fit.sumOfSquares.isFinite else { return nil }
    return Outcome(edge: edge, sumOfSquares: fit.sumOfSquares, standardErrors: fit.standardErrors)
  }

  /// a₁ … a_M and d for the inner constants as they stand.
  private func linearConstants() -> [Double]? {
    let columns = terms.map { $0.symbol.values(at: samples.x.map { [t = $0] x in t.rate * x + t.shift }) }
    guard columns.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    let ones = [Double](repeating: 1, count: samples.x.count)
    return try? LinearLeastSquares.fit(columns: columns + [ones], y: samples.y).parameters
  }

  private func evaluate(
    _ theta: UnsafeBufferPointer<Double>, _ residuals: UnsafeMutableBufferPointer<Double>,
    _ jacobian: UnsafeMutableBufferPointer<Double>?
  ) {
    let p = theta.count
    let n = samples.x.count
    for s in 0..<n { residuals[s] = theta[p - 1] - samples.y[s] }
    var c = 0
    for term in terms {
      let gauge = term.symbol.gauge
      let amplitude = theta[c]
      let rate = gauge.hasRate ? theta[c + 1] : term.rate
      let shiftIndex = c + (gauge.hasRate ? 2 : 1)
      let shift = gauge.hasShift ? theta[shiftIndex] : term.shift
      let u = samples.x.map { rate * $0 + shift }
      let f = term.symbol.values(at: u)
      for s in 0..<n { residuals[s] += amplitude * f[s] }
      if let jacobian {
        // A vertical tangent (√x at 0) says nothing about the constants there; without it the others still decide.
        let slope = term.symbol.derivatives(at: u).map { $0.isFinite ? $0 : 0 }
        for s in 0..<n {
          jacobian[s * p + c] = f[s]
          if gauge.hasRate { jacobian[s * p + c + 1] = amplitude * slope[s] * samples.x[s] }
          if gauge.hasShift { jacobian[s * p + shiftIndex] = amplitude * slope[s] }
        }
      }
      c = gauge.hasShift ? shiftIndex + 1 : shiftIndex
    }
    if let jacobian { for s in 0..<n { jacobian[s * p + p - 1] = 1 } }
  }

  private func edge(from theta: [Double]) -> SymbolicEdge {
    var c = 0
    let fitted = terms.map { term in
      var result = term
      result.amplitude = theta[c]
      c += 1
      if term.symbol.gauge.hasRate {
        result.rate = theta[c]
        c += 1
      }
      if term.symbol.gauge.hasShift {
        result.shift = theta[c]
        c += 1
      }
      return result
    }
    return SymbolicEdge(terms: fitted, offset: theta[theta.count - 1])
  }

  private func staysInDomain(_ edge: SymbolicEdge) -> Bool {
    edge.terms.allSatisfy { term in
      let a = term.rate * samples.range.lowerBound + term.shift
      let b = term.rate * samples.range.upperBound + term.shift
      return a.isFinite && b.isFinite && term.symbol.domain.contains(min(a, b)...max(a, b))
    }
  }
}
