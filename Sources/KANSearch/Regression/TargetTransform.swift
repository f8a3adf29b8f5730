import KANFormula
import RealModule

/// A function of the target for which a law may be simpler, and its inverse.
enum TargetTransform: Hashable, Sendable {
  case power(Rational)
  case log, exp, sin, cos, tan
  /// log(1/|t| − 1), for occupation numbers and probabilities.
  case logit
  /// 1/|t| − 1, for laws 1/(1 + product): saturation, transmission, resonances.
  case odds

  /// The transforms in the order in which they are tried.
  static let all: [TargetTransform] =
    [(1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2)].compactMap { Rational($0, $1) }.map(Self.power)
    + [.log, .exp, .sin, .cos, .tan, .logit]
    + [(2, 3), (-2, 3)].compactMap { Rational($0, $1) }.map(Self.power)

  /// Whether laws often become sums under it, so that a richer library is worthwhile.
  var isCommon: Bool {
    switch self {
    case .power(let p): p.denominator <= 2
    case .log: true
    case .exp, .sin, .cos, .tan, .logit, .odds: false
    }
  }

  /// The spans of the target below which an exponential, or an inverse sine or cosine, is effectively a line.
  private static let (leastSpanOfExponential, leastSpanOfWave) = (0.5, 0.1)
  /// The size up to which sums in its exponential keep ten digits.
  private static let largestExponent = 50.0

  /// The transformed target; `nil` if it could not be inverted.
  func values(_ t: [Double]) -> [Double]? {
    let (low, high) = (t.min() ?? 0, t.max() ?? 0)
    let keepsSign = low > 0 || high < 0
    func mapped(_ isAllowed: Bool, _ f: (Double) -> Double) -> [Double]? {
      guard isAllowed else { return nil }
      let result = t.map(f)
      guard result.allSatisfy(\.isFinite), result.contains(where: { $0 != 0 }) else { return nil }
      return result
    }
    switch self {
    case .power(1): return t
    case .power(let p) where p.denominator == 1 && abs(p.numerator) == 1:
      return mapped(!t.contains(0)) { 1 / $0 }
    case .power(let p):
      return mapped(keepsSign || low >= 0 && p > Rational(0)) {
        switch p.denominator {
        case 1: $0.wholePower(p.numerator)
        case 2: abs($0).squareRoot().wholePower(p.numerator)
        default: abs($0).realPower(p)
        }
      }
    case .log: return mapped(keepsSign) { Double.log(abs($0)) }
    case .exp:
      return mapped(high - low > Self.leastSpanOfExponential && max(-low, high) < Self.largestExponent) {
        Double.exp($0)
      }
    case .sin:
      return mapped(low >= -.pi / 2 && high <= .pi / 2 && high - low > Self.leastSpanOfWave) {
        Double.sin($0)
      }
    case .cos: return mapped(low >= 0 && high <= .pi && high - low > Self.leastSpanOfWave) { Double.cos($0) }
    case .tan:
      return mapped(low > -.pi / 2 && high < .pi / 2 && high - low > Self.leastSpanOfWave) { Double.tan($0) }
    case .logit: return mapped(keepsSign && low > -1 && high < 1) { Double.log((1 - abs($0)) / abs($0)) }
    case .odds: return mapped(keepsSign && low > -1 && high < 1) { (1 - abs($0)) / abs($0) }
    }
  }

  /// The distance from one up to which a logit has too few digits.
  private static let leastDistanceFromOne = 1e-3

  /// Whether τ(t) has nearly as many digits as t; the logit or the odds of a value near one has only those of its distance from one.
  func keepsDigits(at t: Double) -> Bool {
    self == .logit || self == .odds ? 1 - abs(t) > Self.leastDistanceFromOne : true
  }

  /// |dτ/dt| at t: what an error of the target becomes.
  func slope(at t: Double) -> Double {
    switch self {
    case .power(let p):
      let exponent = p.doubleValue
      return abs(exponent) * Double.pow(abs(t), exponent - 1)
    case .log: return 1 / abs(t)
    case .exp: return Double.exp(t)
    case .sin: return abs(Double.cos(t))
    case .cos: return abs(Double.sin(t))
    case .tan: return 1 + Double.tan(t) * Double.tan(t)
    case .logit: return 1 / abs(t * (1 - abs(t)))
    case .odds: return 1 / (t * t)
    }
  }

  /// The target from the transformed one.
  ///
  /// - Parameter isNegative: whether the target is negative on all rows.
  func inverse(_ expression: Expression, isNegative: Bool) -> Expression {
    switch self {
    case .power(1): return expression
    case .power(let p) where p.denominator == 1 && abs(p.numerator) == 1: return .power(expression, -1)
    case .power(let p):
      let root = Rational(p.denominator, p.numerator) ?? 1
      return signed(.power(expression, .rational(root)), isNegative)
    case .log: return signed(.exp(expression), isNegative)
    case .exp: return .log(expression)
    case .sin: return .arcsin(expression)
    case .cos: return .arccos(expression)
    case .tan: return .arctan(expression)
    case .logit: return signed(.power(1 + .exp(expression), -1), isNegative)
    case .odds: return signed(.power(1 + expression, -1), isNegative)
    }
  }

  private func signed(_ expression: Expression, _ isNegative: Bool) -> Expression {
    isNegative ? -expression : expression
  }
}
