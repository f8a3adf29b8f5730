import KANFitting
import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Recognises a curve F over positive arguments u, possibly over many decades: (u^k·F)^s = α·f(b·u) + δ, found by a scan
/// over the rate b with a relative linear fit of α and δ at each.
struct CurveLaw {
  /// Arguments, positive.
  let u: [Double]
  /// F(u), not zero.
  let values: [Double]
  /// The unit of the exponents k.
  var powerStep = Rational(1)
  /// The relative error up to which a form is worth a closer look.
  var tolerance = 0.02

  /// A form in the variable of `argument`, with the relative error of its fit.
  struct Form {
    let expression: @Sendable (Expression) -> Expression
    let error: Double
  }

  private struct Shape: Sendable {
    let name: String
    let value: @Sendable (Double) -> Double
    let expression: @Sendable (Expression) -> Expression
    let isPeriodic: Bool
    /// Whether a scan has to look at negative rates as well.
    let hasDirection: Bool
  }

  private static let shapes: [Shape] = [
    Shape(name: "exp", value: { exp($0) }, expression: { .exp($0) }, isPeriodic: false, hasDirection: true),
    Shape(name: "cos", value: { cos($0) }, expression: { .cos($0) }, isPeriodic: true, hasDirection: false),
    Shape(name: "sin", value: { sin($0) }, expression: { .sin($0) }, isPeriodic: true, hasDirection: false),
    Shape(
      name: "tanh", value: { tanh($0) }, expression: { .tanh($0) }, isPeriodic: false, hasDirection: false),
    Shape(
      name: "cosh", value: { cosh($0) }, expression: { .cosh($0) }, isPeriodic: false, hasDirection: false),
    Shape(
      name: "sinh", value: { sinh($0) }, expression: { .sinh($0) }, isPeriodic: false, hasDirection: false),
    Shape(
      name: "log1p", value: { log(1 + $0) }, expression: { .log(1 + $0) }, isPeriodic: false,
      hasDirection: true),
    Shape(
      name: "arctan", value: { atan($0) }, expression: { .arctan($0) }, isPeriodic: false, hasDirection: false
    ),
    Shape(
      name: "arcsin", value: { asin($0) }, expression: { .arcsin($0) }, isPeriodic: false, hasDirection: false
    ),
    Shape(
      name: "sqrt1p", value: { (1 + $0).squareRoot() }, expression: { (1 + $0).sqrt() }, isPeriodic: false,
      hasDirection: true),
  ]

  /// The best forms, best first.
  func forms(limit: Int = 6) -> [Form] {
    var order = u.indices.sorted { u[$0] < u[$1] }
    guard order.count >= 12 else { return [] }
    // Far from the typical size a small error of the rate is a large one of the value, and a scan would miss it.
    let typical = values.typicalMagnitude
    let moderate = order.filter { abs(values[$0]) > 1e-2 * typical && abs(values[$0]) < 1e2 * typical }
    if moderate.count < order.count && moderate.count >= 60 { order = moderate }
    let count = min(160, order.count)
    let rows = (0..<count).map { order[$0 * (order.count - 1) / (count - 1)] }
    let x = rows.map { u[$0] }
    let y = rows.map { values[$0] }
    guard let smallest = x.first, let largest = x.last, smallest > 0, largest > smallest else { return [] }
    let keepsSign = y.allSatisfy { $0 > 0 } || y.allSatisfy { $0 < 0 }
    var found: [Form] = powers(x, y)
    for s in [Rational(1), -1, 2, -2, .half, -.half] {
      guard keepsSign || s == 1 || s == -1 else { continue }
      for k in exponents {
        let target = zip(x, y).map { point, value -> Double in
          let raised =
            Self.raised(abs(value), s) * (s.denominator == 1 && s.numerator % 2 != 0 && value < 0 ? -1 : 1)
          return raised * pow(point, Double(k.numerator) / Double(k.denominator))
        }
        guard target.allSatisfy({ $0.isFinite && $0 != 0 }) else { continue }
        for shape in Self.shapes {
          guard let hit = scan(shape, x, target, smallest: smallest, largest: largest) else { continue }
          let isNegative = keepsSign && y[0] < 0 && s != 1 && s != -1
          found.append(
            Form(
              expression: { argument in
                var t: Expression = .real(hit.alpha) * shape.expression(.real(hit.rate) * argument)
                if hit.delta != 0 { t = t + .real(hit.delta) }
                if k != 0 { t = t * .power(argument, .rational(-k)) }
                let inverse = Rational(s.denominator, s.numerator) ?? 1
                let whole: Expression = s == 1 ? t : .power(t, .rational(inverse))
                return isNegative ? -whole : whole
              }, error: hit.error))
        }
      }
    }
    return Array(found.sorted { $0.error < $1.error }.prefix(limit))
  }

  private var exponents: [Rational] {
    (-4...4).sorted { abs($0) < abs($1) }.compactMap { Rational($0) * powerStep }
  }

  /// (α·u^q + δ)^(1/s).
  private func powers(_ x: [Double], _ y: [Double]) -> [Form] {
    var found: [Form] = []
    let keepsSign = y.allSatisfy { $0 > 0 } || y.allSatisfy { $0 < 0 }
    guard keepsSign else { return [] }
    for s in [Rational(1), -1, 2, -2, .half, -.half] {
      let target = y.map { Self.raised(abs($0), s) }
      for q in [Rational(1), 2, -1, -2, .half, 3, -3, 4, -4] {
        let column = x.map { pow($0, Double(q.numerator) / Double(q.denominator)) }
        guard let hit = Self.fit(column, target) else { continue }
        let sign = y[0] < 0
        found.append(
          Form(
            expression: { argument in
              let t = .real(hit.alpha) * Expression.power(argument, .rational(q)) + .real(hit.delta)
              let whole: Expression = .power(t, .rational(Rational(s.denominator, s.numerator) ?? 1))
              return sign ? -whole : whole
            }, error: hit.error))
      }
    }
    return found
  }

  private func scan(_ shape: Shape, _ x: [Double], _ target: [Double], smallest: Double, largest: Double)
    -> (rate: Double, alpha: Double, delta: Double, error: Double)?
  {
    // Few points tell whether a rate is worth a look.
    var rates: [Double] = []
    let low = log(0.02 / largest)
    let high = log(30 / x[x.count / 4])
    for n in 0..<40 { rates.append(exp(low + (high - low) * Double(n) / 39)) }
    if shape.isPeriodic { for n in 1...240 { rates.append(Double(n) * 1.2 / largest) } }
    if shape.hasDirection { rates += rates.map { -$0 } }
    var best: (rate: Double, error: Double)?
    func error(_ rate: Double) -> Double {
      let column = x.map { shape.value(rate * $0) }
      return Self.fit(column, target)?.error ?? .infinity
    }
    for rate in rates {
      let e = error(rate)
      if e < (best?.error ?? .infinity) { best = (rate, e) }
    }
    guard var (rate, value) = best, value < 0.3 else { return nil }
    // Golden section around the best rate.
    let width = shape.isPeriodic ? min(0.2 * abs(rate), 1.2 / largest) : 0.3 * abs(rate)
    var (a, b) = (rate - width, rate + width)
    let golden = (5.0.squareRoot() - 1) / 2
    var (c, d) = (b - golden * (b - a), a + golden * (b - a))
    var (ec, ed) = (error(c), error(d))
    for _ in 0..<50 {
      if ec < ed {
        (b, d, ed) = (d, c, ec); c = b - golden * (b - a); ec = error(c)
      } else {
        (a, c, ec) = (c, d, ed); d = a + golden * (b - a); ed = error(d)
      }
    }
    for candidate in [c, d] where error(candidate) < value { (rate, value) = (candidate, error(candidate)) }
    guard value < tolerance, let fit = Self.fit(x.map { shape.value(rate * $0) }, target) else { return nil }
    return (rate, fit.alpha, fit.delta, fit.error)
  }

  /// α·column + δ with the least relative error; δ is 0 where it makes no difference.
  private static func fit(_ column: [Double], _ target: [Double]) -> (
    alpha: Double, delta: Double, error: Double
  )? {
    var (cc, c1, oneone, ct, t1) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (c, t) in zip(column, target) {
      let u = c / t
      let v = 1 / t
      cc += u * u
      c1 += u * v
      oneone += v * v
      ct += u
      t1 += v
    }
    let n = Double(target.count)
    guard cc.isFinite, oneone.isFinite, cc > 0 else { return nil }
    func error(_ alpha: Double, _ delta: Double) -> Double {
      var sum = 0.0
      for (c, t) in zip(column, target) {
        let r = (alpha * c + delta) / t - 1
        sum += r * r
      }
      return (sum / n).squareRoot()
    }
    let plain = ct / cc
    let determinant = cc * oneone - c1 * c1
    var best = (alpha: plain, delta: 0.0, error: error(plain, 0))
    if determinant > 1e-14 * cc * oneone {
      let alpha = (ct * oneone - t1 * c1) / determinant
      let delta = (t1 * cc - ct * c1) / determinant
      let both = error(alpha, delta)
      if both < 0.5 * best.error && best.error > 1e-9 { best = (alpha, delta, both) }
    }
    return best.error.isFinite ? best : nil
  }

  private static func raised(_ x: Double, _ s: Rational) -> Double {
    pow(x, Double(s.numerator) / Double(s.denominator))
  }
}
