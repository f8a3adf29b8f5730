import KANFormula
import RealModule

/// A number that has a name: small integers and fractions, alone or times π, √2 and the like.
struct ExactConstant: Sendable {
  /// Its exact form.
  let expression: Expression
  /// Its value.
  let value: Double
  /// The price of naming it in place of measured digits, in nats.
  private(set) var price: Double
  /// The distance between equally simple numbers of its kind: a measurement that is not much finer agrees with one of them by chance.
  let spacing: Double

  /// A factor of fractions.
  struct Unit: Sendable {
    let expression: Expression
    let value: Double
    /// The binary logarithm of the number of kinds of factors that are as likely as this one.
    let rarity: Double
  }

  /// The factors that occur in physics, plus the user's own constants.
  static func units(userConstants: [NamedConstant]) -> [Unit] {
    let pi = Expression.constant(.pi)
    let half = Expression.rational(Rational(1, 2) ?? Rational(0))
    let minusHalf = Expression.rational(Rational(-1, 2) ?? Rational(0))
    let one = Expression.rational(Rational(1))
    func root(_ n: Int) -> Expression { .power(.rational(Rational(n)), half) }
    func inverse(_ e: Expression) -> Expression { .power(e, .rational(Rational(-1))) }
    let twoPi = Expression.product([.rational(Rational(2)), pi])
    var units = [
      Unit(expression: one, value: 1, rarity: 0),
      Unit(expression: pi, value: .pi, rarity: 3),
      Unit(expression: inverse(pi), value: 1 / .pi, rarity: 5),
      Unit(expression: .power(pi, .rational(Rational(2))), value: .pi * .pi, rarity: 6),
      Unit(expression: root(2), value: 2.0.squareRoot(), rarity: 5),
      Unit(expression: root(3), value: 3.0.squareRoot(), rarity: 6),
      Unit(expression: root(5), value: 5.0.squareRoot(), rarity: 7),
      Unit(expression: .power(pi, half), value: Double.pi.squareRoot(), rarity: 6),
      Unit(expression: .power(pi, minusHalf), value: 1 / Double.pi.squareRoot(), rarity: 6),
      Unit(expression: .power(twoPi, half), value: (2 * Double.pi).squareRoot(), rarity: 6),
      Unit(expression: .power(twoPi, minusHalf), value: 1 / (2 * Double.pi).squareRoot(), rarity: 6),
      Unit(expression: .constant(.e), value: NamedConstant.e.value, rarity: 6),
      Unit(expression: inverse(.constant(.e)), value: 1 / NamedConstant.e.value, rarity: 7),
      Unit(expression: .function(.log, .rational(Rational(2))), value: Double.log(2), rarity: 7),
    ]
    for constant in userConstants where constant.value != 0 {
      units.append(Unit(expression: .constant(constant), value: constant.value, rarity: 3))
      units.append(Unit(expression: inverse(.constant(constant)), value: 1 / constant.value, rarity: 5))
      guard constant.value > 0 else { continue }
      let size = constant.value.squareRoot()
      units.append(Unit(expression: .power(.constant(constant), half), value: size, rarity: 5))
      units.append(Unit(expression: .power(.constant(constant), minusHalf), value: 1 / size, rarity: 6))
    }
    return units
  }

  /// Zero, which costs nothing: the constant is absent.
  static let zero = ExactConstant(expression: .rational(Rational(0)), value: 0, spacing: .infinity)

  /// A form with its value, at the price of its text.
  init(expression: Expression, value: Double, spacing: Double) {
    self.expression = expression
    self.value = value
    self.spacing = spacing
    // The price of the form beyond that of a plain number.
    let structure = StructurePrice(inputCount: 1)
    price = structure(expression) - structure(.real(value))
  }

  /// The same at another price.
  func priced(_ price: Double) -> ExactConstant {
    var other = self
    other.price = price
    return other
  }

  /// The named numbers within `tolerance` of `x`, cheapest first.
  static func candidates(for x: Double, tolerance: Double, units: [Unit]) -> [ExactConstant] {
    guard x.isFinite, tolerance.isFinite else { return [] }
    var found: [ExactConstant] = []
    if abs(x) <= tolerance { found.append(.zero) }
    for unit in units {
      let ratio = x / unit.value
      let width = tolerance / abs(unit.value)
      guard abs(ratio) < 1e6 else { continue }
      // Multiples of a unit other than 1 are limited to small denominators: there would be too many.
      for denominator in 1...(unit.rarity == 0 ? 64 : 12) {
        let numerator = (ratio * Double(denominator)).rounded()
        guard numerator != 0, abs(numerator / Double(denominator) - ratio) <= width,
          let fraction = Rational(Int(numerator), denominator), fraction.denominator == denominator
        else { continue }
        let value = numerator / Double(denominator) * unit.value
        let expression: Expression
        switch (unit.rarity == 0, fraction) {
        case (true, _): expression = .rational(fraction)
        case (false, Rational(1)): expression = unit.expression
        default: expression = .product([.rational(fraction), unit.expression])
        }
        // There are about q² fractions between two whole numbers, and as many kinds of them as the unit's rarity gives.
        let spacing = abs(unit.value) / Double(denominator * denominator) * Double.exp2(-unit.rarity)
        found.append(ExactConstant(expression: expression, value: value, spacing: spacing))
      }
    }
    found += decimals(near: x, tolerance: tolerance, digits: 4)
    // Large and small multiples of the others, such as √2/20000; those of ordinary size are fractions.
    for unit in units where unit.rarity > 0 && !(0.01...100).contains(abs(x / unit.value)) {
      found += decimals(near: x / unit.value, tolerance: tolerance / abs(unit.value), digits: 2).map {
        $0.multiplied(by: unit)
      }
    }
    return found.sorted { $0.price < $1.price }
  }

  private func multiplied(by unit: Unit) -> ExactConstant {
    ExactConstant(
      expression: .product([expression, unit.expression]), value: value * unit.value,
      spacing: spacing * abs(unit.value) * Double.exp2(-unit.rarity))
  }

  /// Numbers of few decimal digits: 0.0001, 9.81, 1200.
  private static func decimals(near x: Double, tolerance: Double, digits largest: Int) -> [ExactConstant] {
    guard x != 0, abs(x) > 1e-12, abs(x) < 1e12 else { return [] }
    let magnitude = Int(Double.log10(abs(x)).rounded(.down))
    for digits in 1...largest {
      let exponent = magnitude - digits + 1
      let power = Double.pow(10, Double(abs(exponent)))
      let mantissa = (exponent < 0 ? x * power : x / power).rounded()
      let value = exponent < 0 ? mantissa / power : mantissa * power
      guard abs(value - x) <= tolerance else { continue }
      let fraction =
        exponent < 0 ? Rational(Int(mantissa), Int(power)) : Rational(Int(mantissa) * Int(power), 1)
      guard let fraction else { return [] }
      return [
        ExactConstant(
          expression: .rational(fraction), value: value, spacing: Double.pow(10, Double(exponent)))
      ]
    }
    return []
  }
}
