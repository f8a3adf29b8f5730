import KANModel
import SymbolLibrary

/// The residuals Σₘ aₘ·fₘ(bₘx + cₘ) + d − y of an edge fit and their derivatives with respect to its free constants, ordered term
/// by term as a, b, c (those that the symbol leaves free), then d.
final class EdgeResiduals {
  private let terms: [SymbolicTerm]
  private let symbols: [CompiledSymbol]
  private let samples: EdgeSamples
  /// b·x + c, f and a·f′ of one term at a time.
  private let argument: UnsafeMutableBufferPointer<Double>
  private let values: UnsafeMutableBufferPointer<Double>
  private let slopes: UnsafeMutableBufferPointer<Double>

  init(terms: [SymbolicTerm], samples: EdgeSamples) {
    self.terms = terms
    self.samples = samples
    symbols = terms.map(\.symbol.compiled)
    argument = .allocate(capacity: samples.x.count)
    values = .allocate(capacity: samples.x.count)
    slopes = .allocate(capacity: samples.x.count)
    for row in [argument, values, slopes] { row.initialize(repeating: 0) }
  }

  deinit { for row in [argument, values, slopes] { row.deallocate() } }

  /// The columns fₘ(bₘx + cₘ) for the initial inner constants.
  var columns: [[Double]] {
    zip(terms, symbols).map { term, symbol in symbol.values(samples.x.map { term.rate * $0 + term.shift }) }
  }

  /// Writes the residuals and, if requested, the Jacobian `[sample][constant]`.
  func evaluate(
    _ theta: UnsafeBufferPointer<Double>, _ residuals: UnsafeMutableBufferPointer<Double>,
    _ jacobian: UnsafeMutableBufferPointer<Double>?
  ) {
    let (n, p) = (samples.x.count, theta.count)
    let offset = theta[p - 1]
    for s in 0..<n { residuals[s] = offset - samples.y[s] }
    var c = 0
    for (m, term) in terms.enumerated() {
      let gauge = term.symbol.gauge
      let amplitude = theta[c]
      let rateIndex = gauge.hasRate ? c + 1 : nil
      let shiftIndex = gauge.hasShift ? c + (gauge.hasRate ? 2 : 1) : nil
      let (rate, shift) = (
        rateIndex.map { theta[$0] } ?? term.rate, shiftIndex.map { theta[$0] } ?? term.shift
      )
      for s in 0..<n { argument[s] = rate * samples.x[s] + shift }
      symbols[m].evaluate(UnsafeBufferPointer(argument), into: values)
      for s in 0..<n { residuals[s] += amplitude * values[s] }
      if let jacobian {
        for s in 0..<n { jacobian[s * p + c] = values[s] }
        if rateIndex != nil || shiftIndex != nil {
          writeSlopes(of: m, scaledBy: amplitude)
          if let rateIndex { for s in 0..<n { jacobian[s * p + rateIndex] = slopes[s] * samples.x[s] } }
          if let shiftIndex { for s in 0..<n { jacobian[s * p + shiftIndex] = slopes[s] } }
        }
      }
      c = (shiftIndex ?? rateIndex ?? c) + 1
    }
    if let jacobian { for s in 0..<n { jacobian[s * p + p - 1] = 1 } }
  }

  /// a·f′ at the present arguments. A vertical tangent (√x at 0) carries no information about the constants; it is left out, and
  /// the other samples decide.
  private func writeSlopes(of m: Int, scaledBy amplitude: Double) {
    symbols[m].evaluateDerivative(UnsafeBufferPointer(argument), into: slopes)
    for s in slopes.indices { slopes[s] = slopes[s].isFinite ? amplitude * slopes[s] : 0 }
  }
}
