import RealModule

/// f(x) for real x; NaN outside the domain, infinite at a pole.
@inline(__always)
func realValue(of function: ElementaryFunction, at x: Double) -> Double {
  switch function {
  case .exp: .exp(x)
  case .log: .log(x)
  case .sin: .sin(x)
  case .cos: .cos(x)
  case .tan: .tan(x)
  case .arcsin: .asin(x)
  case .arccos: .acos(x)
  case .arctan: .atan(x)
  case .sinh: .sinh(x)
  case .cosh: .cosh(x)
  case .tanh: .tanh(x)
  case .artanh: .atanh(x)
  case .abs: x.magnitude
  case .sign: x > 0 ? 1 : x < 0 ? -1 : x
  case .erf: .erf(x)
  }
}

/// f′(x) given x and the value f(x) already at hand.
@inline(__always)
func realDerivative(of function: ElementaryFunction, at x: Double, value: Double) -> Double {
  switch function {
  case .exp: value
  case .log: x > 0 ? 1 / x : .nan
  case .sin: .cos(x)
  case .cos: -.sin(x)
  case .tan: 1 + value * value
  case .arcsin: 1 / (1 - x * x).squareRoot()
  case .arccos: -1 / (1 - x * x).squareRoot()
  case .arctan: 1 / (1 + x * x)
  case .sinh: .cosh(x)
  case .cosh: .sinh(x)
  case .tanh: 1 - value * value
  case .artanh: x.magnitude < 1 ? 1 / (1 - x * x) : .nan
  case .abs: x > 0 ? 1 : x < 0 ? -1 : x
  case .sign: 0
  case .erf: 2 / Double.pi.squareRoot() * .exp(-x * x)
  }
}

/// x^p for a whole p by repeated multiplication: quicker than `pow` and exact for small integers.
@inline(__always)
func wholePower(_ x: Double, _ exponent: Int) -> Double {
  switch exponent {
  case 0: return 1
  case 1: return x
  case 2: return x * x
  case 3: return x * x * x
  case 4: return (x * x) * (x * x)
  case -1: return 1 / x
  case -2: return 1 / (x * x)
  default:
    var result = 1.0
    var square = x
    var n = exponent.magnitude
    while n > 0 {
      if n & 1 == 1 { result *= square }
      n >>= 1
      if n > 0 { square *= square }
    }
    return exponent < 0 ? 1 / result : result
  }
}

/// x^(n/2) for odd n; NaN for negative x.
@inline(__always)
func halfPower(_ x: Double, _ n: Int) -> Double {
  switch n {
  case 1: x.squareRoot()
  case -1: 1 / x.squareRoot()
  case 3: x * x.squareRoot()
  default: wholePower(x.squareRoot(), n)
  }
}

/// x^p for any real p, as C's `pow`; NaN for negative x unless p is whole.
///
/// `Double.pow(_:_:)` is e^(p·ln x), NaN for every negative x and for 0⁰.
@inline(__always)
func realPower(_ x: Double, _ p: Double) -> Double {
  if p == 0 { return 1 }
  guard x < 0 else { return .pow(x, p) }
  let isWhole = p == p.rounded(.towardZero)
  guard isWhole || x.isInfinite else { return .nan }
  let isOdd = isWhole && p.isFinite && p.truncatingRemainder(dividingBy: 2) != 0
  return isOdd ? -.pow(-x, p) : .pow(-x, p)
}
