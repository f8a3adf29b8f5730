import KANFormula

extension Network.BaseFunction {
  /// Whether b is written separately from the polynomial part of a spline edge in formulas; a constant or a line is part of it.
  var isTranscendental: Bool {
    switch self {
    case .silu, .gelu, .relu: true
    case .identity, .zero: false
    }
  }

  /// b(x).
  package func expression(of x: Expression) -> Expression {
    switch self {
    case .silu: x / (1 + .exp(-x))
    case .gelu: .rational(.half) * x * (1 + .erf(x * .power(2, .rational(-.half))))
    case .relu: .piecewise(.ramp, x)
    case .identity: x
    case .zero: 0
    }
  }

  /// The argument of b for an edge: x itself, or the nearest point of the grid, beyond which the whole edge is continued.
  static func argument(_ x: Expression, grid: KnotGrid, outside: OutsidePolicy) -> Expression {
    outside == .fading ? x : .piecewise(.clamp(to: grid.range), x)
  }
}
