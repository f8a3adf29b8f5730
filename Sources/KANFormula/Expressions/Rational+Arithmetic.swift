extension Rational {
  /// Zero.
  package static let zero = Rational(0)
  /// One.
  package static let one = Rational(1)
  /// Minus one.
  package static let minusOne = Rational(-1)
  /// One half, the exponent of a square root.
  package static let half = Rational(reducedNumerator: 1, denominator: 2)

  /// A fraction, reduced to lowest terms.
  ///
  /// - Parameters:
  ///   - numerator: The numerator before the reduction.
  ///   - denominator: The denominator before the reduction, not zero; its sign moves to the numerator.
  /// - Returns: `nil` for a zero denominator, and if one of the numbers is `Int.min`.
  public init?(_ numerator: Int, _ denominator: Int) {
    guard denominator != 0, numerator != Int.min, denominator != Int.min else { return nil }
    let divisor = Rational.greatestCommonDivisor(numerator, denominator)
    let sign = denominator < 0 ? -1 : 1
    self.init(reducedNumerator: sign * (numerator / divisor), denominator: sign * (denominator / divisor))
  }

  /// The sum, or `nil` when it does not fit.
  package static func + (a: Rational, b: Rational) -> Rational? {
    let divisor = greatestCommonDivisor(a.denominator, b.denominator)
    let scale = b.denominator / divisor
    guard let left = product(a.numerator, scale), let right = product(b.numerator, a.denominator / divisor),
      let denominator = product(a.denominator, scale)
    else { return nil }
    let (numerator, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : Rational(numerator, denominator)
  }

  /// The difference, or `nil` when it does not fit.
  package static func - (a: Rational, b: Rational) -> Rational? { a + (-b) }

  /// The product, or `nil` when it does not fit.
  package static func * (a: Rational, b: Rational) -> Rational? {
    let first = greatestCommonDivisor(a.numerator, b.denominator)
    let second = greatestCommonDivisor(b.numerator, a.denominator)
    guard let numerator = product(a.numerator / first, b.numerator / second),
      let denominator = product(a.denominator / second, b.denominator / first)
    else { return nil }
    return Rational(numerator, denominator)
  }

  /// The quotient, or `nil` for a zero divisor or a result that does not fit.
  package static func / (a: Rational, b: Rational) -> Rational? {
    guard let inverse = b.inverse else { return nil }
    return a * inverse
  }

  /// The opposite; always fits, since numerators never are the smallest integer.
  package static prefix func - (a: Rational) -> Rational {
    Rational(reducedNumerator: -a.numerator, denominator: a.denominator)
  }

  /// The whole power, or `nil` for 0 to a negative power or a result that does not fit.
  package func pow(_ exponent: Int) -> Rational? {
    guard exponent != Int.min else { return nil }
    guard let base = exponent < 0 ? inverse : self else { return nil }
    if base == .one || base == .zero && exponent != 0 { return base }
    if base == .minusOne { return exponent % 2 == 0 ? .one : .minusOne }
    guard abs(exponent) <= 64 else { return nil }
    var result = Rational.one
    for _ in 0..<abs(exponent) {
      guard let next = result * base else { return nil }
      result = next
    }
    return result
  }

  /// 1 over the fraction, `nil` for zero.
  package var inverse: Rational? { numerator == 0 ? nil : Rational(denominator, numerator) }

  /// The value as a floating-point number, correctly rounded unless numerator or denominator exceed 2⁵³.
  public var doubleValue: Double { Double(numerator) / Double(denominator) }

  /// Whether the fraction is a whole number.
  package var isInteger: Bool { denominator == 1 }

  /// The absolute value.
  package var magnitude: Rational { numerator < 0 ? -self : self }

  /// The greatest common divisor of two integers, 0 for two zeros; `Int.min` is not allowed.
  package static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (x, y) = (Swift.abs(a), Swift.abs(b))
    while y != 0 { (x, y) = (y, x % y) }
    return x
  }

  /// The caller guarantees lowest terms and a positive denominator.
  init(reducedNumerator numerator: Int, denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow || result == Int.min ? nil : result
  }
}

extension Rational: Comparable {
  /// Exact order, by 128-bit cross products.
  public static func < (a: Self, b: Self) -> Bool {
    let left = a.numerator.multipliedFullWidth(by: b.denominator)
    let right = b.numerator.multipliedFullWidth(by: a.denominator)
    return (left.high, left.low) < (right.high, right.low)
  }
}

extension Rational: ExpressibleByIntegerLiteral {
  /// A whole number written as a literal.
  ///
  /// - Parameter value: The number, which must not be `Int.min`.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Rational: CustomStringConvertible {
  /// `3`, `-1/2`.
  public var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
