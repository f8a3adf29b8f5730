import Foundation
import KANFormula
import SymbolLibrary

extension Symbol {
  /// f at every x.
  func values(at x: [Double]) -> [Double] { x.map { Dual($0, expression).value } }
  /// f′ at every x.
  func derivatives(at x: [Double]) -> [Double] { x.map { Dual($0, expression).slope } }
}

/// A value with its derivative.
private struct Dual {
  var value: Double
  var slope: Double

  init(value: Double, slope: Double) {
    self.value = value
    self.slope = slope
  }

  init(_ x: Double, _ expression: KANFormula.Expression) {
    switch expression {
    case .rational(let q): self.init(value: Double(q.numerator) / Double(q.denominator), slope: 0)
    case .real(let v): self.init(value: v, slope: 0)
    case .constant(let c): self.init(value: c.value, slope: 0)
    case .variable: self.init(value: x, slope: 1)
    case .sum(let terms):
      let parts = terms.map { Dual(x, $0) }
      self.init(value: parts.reduce(0) { $0 + $1.value }, slope: parts.reduce(0) { $0 + $1.slope })
    case .product(let factors):
      self = factors.map { Dual(x, $0) }.reduce(Dual(value: 1, slope: 0)) { a, b in
        Dual(value: a.value * b.value, slope: a.slope * b.value + a.value * b.slope)
      }
    case .power(let base, let exponent):
      let (u, p) = (Dual(x, base), Dual(x, exponent).value)
      self.init(value: pow(u.value, p), slope: p * pow(u.value, p - 1) * u.slope)
    case .function(let f, let argument):
      let u = Dual(x, argument)
      let (v, d): (Double, Double) =
        switch f {
        case .exp: (exp(u.value), exp(u.value))
        case .log: (log(u.value), 1 / u.value)
        case .sin: (sin(u.value), cos(u.value))
        case .cos: (cos(u.value), -sin(u.value))
        case .tan: (tan(u.value), 1 + tan(u.value) * tan(u.value))
        case .arcsin: (asin(u.value), 1 / (1 - u.value * u.value).squareRoot())
        case .arccos: (acos(u.value), -1 / (1 - u.value * u.value).squareRoot())
        case .arctan: (atan(u.value), 1 / (1 + u.value * u.value))
        case .sinh: (sinh(u.value), cosh(u.value))
        case .cosh: (cosh(u.value), sinh(u.value))
        case .tanh: (tanh(u.value), 1 - tanh(u.value) * tanh(u.value))
        case .artanh: (atanh(u.value), 1 / (1 - u.value * u.value))
        case .abs: (abs(u.value), u.value < 0 ? -1 : 1)
        case .sign: (u.value == 0 ? 0 : u.value < 0 ? -1 : 1, 0)
        }
      self.init(value: v, slope: d * u.slope)
    }
  }
}

extension KANFormula.Expression {
  /// This expression with `x` for its only variable.
  func applied(to x: KANFormula.Expression) -> KANFormula.Expression {
    switch self {
    case .variable: x
    case .sum(let terms): .sum(terms.map { $0.applied(to: x) })
    case .product(let factors): .product(factors.map { $0.applied(to: x) })
    case .power(let base, let exponent): .power(base.applied(to: x), exponent.applied(to: x))
    case .function(let f, let argument): .function(f, argument.applied(to: x))
    case .rational, .real, .constant: self
    }
  }
}
