import SymbolLibrary

extension SymbolicEdge {
  /// φ at every x; NaN where an argument lies outside a symbol's domain.
  package func values(at x: [Double]) -> [Double] {
    var sum = [Double](repeating: offset, count: x.count)
    for term in terms {
      let f = term.symbol.compiled.values(x.map { term.rate * $0 + term.shift })
      for s in sum.indices { sum[s] += term.amplitude * f[s] }
    }
    return sum
  }

  /// φ′ at every x.
  package func derivatives(at x: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: x.count)
    for term in terms {
      let slope = term.symbol.compiled.derivatives(x.map { term.rate * $0 + term.shift })
      for s in sum.indices { sum[s] += term.amplitude * term.rate * slope[s] }
    }
    return sum
  }
}
