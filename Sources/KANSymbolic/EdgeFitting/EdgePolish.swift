import KANFitting
import KANModel
import SymbolLibrary

/// The last step of an edge fit: the joint fit of all free constants of Σₘ aₘ·fₘ(bₘx + cₘ) + d.
struct EdgePolish {
  /// The result.
  struct Polished {
    let edge: SymbolicEdge
    let sumOfSquares: Double
    let standardErrors: [Double]
  }

  /// The effort of a fit.
  enum Effort {
    /// Enough to see whether a form is suitable at all.
    case trial
    case full

    /// The methods for the steps and their maximum numbers: normal equations first, the last digits without them.
    fileprivate var stages: [(method: NonlinearLeastSquares.Method, maximumSteps: Int)] {
      switch self {
      case .trial: [(.normalEquations, 12)]
      case .full: [(.normalEquations, 40), (.orthogonal, 4)]
      }
    }
  }

  let terms: [SymbolicTerm]
  let samples: EdgeSamples
  var effort = Effort.full

  /// `nil` if the fit fails or an argument leaves its domain on the samples' range.
  func run() -> Polished? {
    let residuals = EdgeResiduals(terms: terms, samples: samples)
    guard let amplitudes = linearConstants(residuals.columns) else { return nil }
    var start: [Double] = []
    for (term, amplitude) in zip(terms, amplitudes) {
      start.append(amplitude)
      if term.symbol.gauge.hasRate { start.append(term.rate) }
      if term.symbol.gauge.hasShift { start.append(term.shift) }
    }
    start.append(amplitudes[terms.count])
    var fit: FitResult?
    for (method, maximumSteps) in effort.stages {
      var solver = NonlinearLeastSquares()
      (solver.method, solver.maximumSteps, solver.stepTolerance) = (method, maximumSteps, 1e-12)
      fit = try? solver.fit(
        start: fit?.parameters ?? start, residualCount: samples.x.count, evaluate: residuals.evaluate)
    }
    guard let fit else { return nil }
    let edge = edge(from: fit.parameters)
    guard staysInDomain(edge), fit.sumOfSquares.isFinite else { return nil }
    return Polished(edge: edge, sumOfSquares: fit.sumOfSquares, standardErrors: fit.standardErrors)
  }

  /// a₁ … a_M and d for the present inner constants.
  private func linearConstants(_ columns: [[Double]]) -> [Double]? {
    guard columns.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    let ones = [Double](repeating: 1, count: samples.x.count)
    return try? LinearLeastSquares.fit(columns: columns + [ones], y: samples.y).parameters
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
