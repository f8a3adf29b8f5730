import Foundation
import KANFormula

/// A number with its derivative by the one variable of a symbol: forward differentiation.
struct Dual {
  var value: Double
  var slope: Double

  init(_ value: Double, slope: Double) {
    self.value = value
    self.slope = slope
  }

  /// An expression and its derivative where its only variable, whatever its name, is `x`.
  init(_ expression: KANFormula.Expression, at x: Double) {
    switch expression {
    case .rational(let q): self.init(Double(q.numerator) / Double(q.denominator), slope: 0)
    case .real(let value): self.init(value, slope: 0)
    case .constant(let constant): self.init(constant.value, slope: 0)
    case .variable: self.init(x, slope: 1)
    case .sum(let terms):
      self = terms.reduce(Dual(0, slope: 0)) { sum, term in
        let term = Dual(term, at: x)
        return Dual(sum.value + term.value, slope: sum.slope + term.slope)
      }
    case .product(let factors):
      self = factors.reduce(Dual(1, slope: 0)) { product, factor in
        let factor = Dual(factor, at: x)
        return Dual(
          product.value * factor.value, slope: product.slope * factor.value + product.value * factor.slope)
      }
    case .power(let base, let exponent): self = Dual(base, at: x).power(Dual(exponent, at: x))
    case .function(let function, let argument): self = Dual(argument, at: x).applying(function)
    }
  }

  private func power(_ p: Dual) -> Dual {
    let result = pow(value, p.value)
    var slope = self.slope == 0 || p.value == 0 ? 0 : p.value * pow(value, p.value - 1) * self.slope
    if p.slope != 0 { slope += result * log(value) * p.slope }
    return Dual(result, slope: slope)
  }

  private func applying(_ function: ElementaryFunction) -> Dual {
    let u = value
    let (f, derivative): (Double, Double) =
      switch function {
      case .exp: (exp(u), exp(u))
      case .log: (log(u), 1 / u)
      case .sin: (sin(u), cos(u))
      case .cos: (cos(u), -sin(u))
      case .tan: (tan(u), 1 + tan(u) * tan(u))
      case .arcsin: (asin(u), 1 / ((1 - u) * (1 + u)).squareRoot())
      case .arccos: (acos(u), -1 / ((1 - u) * (1 + u)).squareRoot())
      case .arctan: (atan(u), 1 / (1 + u * u))
      case .sinh: (sinh(u), cosh(u))
      case .cosh: (cosh(u), sinh(u))
      case .tanh: (tanh(u), 1 / (cosh(u) * cosh(u)))
      case .artanh: (atanh(u), 1 / ((1 - u) * (1 + u)))
      case .abs: (abs(u), u < 0 ? -1 : 1)
      case .sign: (u == 0 ? 0 : u < 0 ? -1 : 1, 0)
      }
    return Dual(f, slope: derivative * slope)
  }
}
