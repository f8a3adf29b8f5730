extension Edge {
  /// φ at every x of one input.
  package func values(
    at x: [Double], grid: KnotGrid, base: Network.BaseFunction, outside: OutsidePolicy
  ) -> [Double] {
    switch self {
    case .spline(let edge): edge.values(on: SplineBasis(at: x, grid: grid, base: base, outside: outside))
    case .symbolic(let edge): edge.values(at: x)
    case .cut: [Double](repeating: 0, count: x.count)
    }
  }

  /// φ′ at every x of one input.
  package func derivatives(
    at x: [Double], grid: KnotGrid, base: Network.BaseFunction, outside: OutsidePolicy
  ) -> [Double] {
    switch self {
    case .spline(let edge):
      edge.derivatives(
        on: SplineBasis(at: x, grid: grid, base: base, outside: outside, derivatives: true))
    case .symbolic(let edge): edge.derivatives(at: x)
    case .cut: [Double](repeating: 0, count: x.count)
    }
  }

  /// Whether this is a learnable curve.
  package var isSpline: Bool { if case .spline = self { true } else { false } }
  /// Whether this is a closed form.
  package var isSymbolic: Bool { if case .symbolic = self { true } else { false } }
  /// Whether there is no connection.
  package var isCut: Bool { self == .cut }

  /// The same edge with its whole function multiplied by `factor`.
  package func scaled(by factor: Double) -> Edge {
    switch self {
    case .spline(let edge):
      .spline(
        SplineEdge(baseWeight: factor * edge.baseWeight, coefficients: edge.coefficients.map { factor * $0 }))
    case .symbolic(let edge):
      .symbolic(
        SymbolicEdge(
          terms: edge.terms.map { term in
            SymbolicTerm(
              symbol: term.symbol, amplitude: factor * term.amplitude, rate: term.rate, shift: term.shift)
          }, offset: factor * edge.offset))
    case .cut: .cut
    }
  }
}
