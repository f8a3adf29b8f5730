import KANFormula

extension Network.BaseFunction {
  /// Whether b stands beside the polynomial part of a spline edge in formulas; a constant or a line is part of it.
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

  /// Where b is evaluated for an edge: at x itself, or at the nearest point of the grid, beyond which the
  /// continuation of the whole edge takes over.
  static func argument(_ x: Expression, grid: KnotGrid, outside: OutsidePolicy) -> Expression {
    outside == .fading ? x : .piecewise(.clamp(to: grid.range), x)
  }
}
