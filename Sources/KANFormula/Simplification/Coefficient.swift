/// The number in front of a term or a product: exact as long as possible, measured once a measured constant has entered.
enum Coefficient: Hashable, Sendable {
  case exact(Rational)
  case real(Double)

  static let one = Coefficient.exact(.one)
  static let zero = Coefficient.exact(.zero)

  /// The number if `expression` is one; else `nil`.
  init?(_ expression: Expression) {
    switch expression {
    case .rational(let value): self = .exact(value)
    case .real(let value): self = .real(value)
    default: return nil
    }
  }

  /// A measured number; 0 and ±1 are taken as exact, so that neutral constants vanish.
  static func measured(_ value: Double) -> Coefficient {
    if value == 0 { return .zero }
    if value == 1 { return .one }
    if value == -1 { return .exact(.minusOne) }
    return .real(value)
  }

  var value: Double {
    switch self {
    case .exact(let value): value.doubleValue
    case .real(let value): value
    }
  }

  var isReal: Bool { if case .real = self { true } else { false } }
  var isZero: Bool { value == 0 }
  var isNegative: Bool { value < 0 }
  var negated: Coefficient {
    switch self {
    case .exact(let value): .exact(-value)
    case .real(let value): .real(-value)
    }
  }
  var magnitude: Coefficient { isNegative ? negated : self }

  var expression: Expression {
    switch self {
    case .exact(let value): .rational(value)
    case .real(let value): .real(value)
    }
  }

  static func + (a: Coefficient, b: Coefficient) -> Coefficient {
    if case .exact(let x) = a, case .exact(let y) = b, let sum = x + y { return .exact(sum) }
    return .measured(a.value + b.value)
  }

  static func * (a: Coefficient, b: Coefficient) -> Coefficient {
    if a == .one { return b }
    if b == .one { return a }
    if a == .zero || b == .zero { return .zero }
    if case .exact(let x) = a, case .exact(let y) = b, let product = x * y { return .exact(product) }
    return .measured(a.value * b.value)
  }

  static func / (a: Coefficient, b: Coefficient) -> Coefficient {
    if case .exact(let x) = a, case .exact(let y) = b, let quotient = x / y { return .exact(quotient) }
    return .measured(a.value / b.value)
  }
}
