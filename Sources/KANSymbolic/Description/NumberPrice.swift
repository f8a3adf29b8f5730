import KANFormula
import RealModule

/// The price of specifying a number, in nats: frequent ones are cheap, others cost their digits.
package enum NumberPrice {
  /// A minus sign.
  static let sign = Double.log(2)

  /// An exact fraction, for example ½ or 9.81.
  package static func of(_ number: Rational) -> Double {
    let size = number.magnitude
    let signs = number < .zero ? sign : 0
    if size == .one || size == .zero { return signs }
    let frequency = OperatorFrequencies.numbers[[size.numerator, size.denominator]] ?? 0
    if frequency > 0 { return signs - Double.log(frequency / OperatorFrequencies.numberCount) }
    return signs + escape + min(fraction(size), decimal(size))
  }

  /// An exact constant; one that the user named has the probability of e.
  package static func of(_ constant: NamedConstant) -> Double {
    let counts = OperatorFrequencies.named
    let all = counts.values.reduce(0, +)
    return -Double.log((counts[constant.name] ?? counts[NamedConstant.e.name] ?? 1) / all)
  }

  /// An exponent other than −1.
  static func ofExponent(_ p: Rational) -> Double {
    let (frequency, all) =
      p.isInteger
      ? (OperatorFrequencies.wholeExponents[p.numerator], OperatorFrequencies.wholeExponentCount)
      : (
        OperatorFrequencies.fractionalExponents[[p.numerator, p.denominator]],
        OperatorFrequencies.fractionalExponentCount
      )
    if let frequency { return -Double.log(frequency / all) }
    // The prior over whole numbers begins at 1; an exponent of 0 is no cheaper.
    return -Double.log(unseenExponents / all) + fraction(p == .zero ? .one : p.magnitude)
  }

  /// The total number of occurrences assigned to exponents that do not occur in the equations.
  private static let unseenExponents = 10.0

  /// The price of stating that a number is not a frequent one: about a tenth of them are not.
  private static let escape = Double.log(10)

  /// Whole numbers from 1 by the prior 1/(n·(n + 1)), which needs no upper limit.
  private static func whole(_ n: Int) -> Double { Double.log(Double(n)) + Double.log(Double(n) + 1) }

  private static func fraction(_ size: Rational) -> Double {
    size.denominator == 1 ? whole(size.numerator) : whole(size.numerator) + whole(size.denominator)
  }

  /// A number of few decimal digits: the digits and a power of ten.
  private static func decimal(_ size: Rational) -> Double {
    var denominator = size.denominator
    var power = 0
    for factor in [2, 5] {
      var count = 0
      while denominator % factor == 0 {
        denominator /= factor
        count += 1
      }
      power = max(power, count)
    }
    guard denominator == 1, power < 18 else { return .infinity }
    var mantissa = size.doubleValue * Double.pow(10, Double(power))
    guard mantissa < 1e15 else { return .infinity }
    var shift = -power
    while mantissa >= 10, mantissa.truncatingRemainder(dividingBy: 10) == 0 {
      mantissa /= 10
      shift += 1
    }
    return whole(Int(mantissa.rounded())) + ConstantPrice.scale(powerOfTen: Double(shift))
  }
}
