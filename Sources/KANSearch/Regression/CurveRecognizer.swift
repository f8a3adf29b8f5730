import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Recognises a curve F over positive arguments u, possibly over many decades: u^k·F^s = α·f(b·u) + β·u^p, found by a scan over
/// the rate b with a relative linear fit of α and β at each.
struct CurveRecognizer {
  /// The numbers on which decisions depend.
  private enum Limits {
    /// The minimum number of points for recognition, the maximum for a scan, and the number for a separate window.
    static let (leastPoints, points, pointsOfWindow) = (12, 160, 60)
    /// The factor around a typical size within which values are examined separately, and the share of the large ones.
    static let window = 1e2
    static let shareOfLarge = 0.95
    /// Exponents k up to this many units of `powerStep`.
    static let exponent = 4
    /// The rates of a scan: from the smallest value of the largest argument to the largest value of the first quartile.
    static let (smallestArgument, largestArgument, rates) = (0.02, 30.0, 40)
    /// Further rates of periodic shapes, in equal steps of the phase at the largest argument.
    static let (phases, stepOfPhase) = (240, 1.2)
    /// The relative error of a scan above which no rate is near, unless the rate is too large for the grid.
    static let roughError = 0.3
    static let steepExponential = 4.0
    /// The refinement of a rate: the number of sections, and the interval around it as a share of the rate.
    static let (sections, width, widthOfPeriod) = (50, 0.3, 0.2)
  }

  /// Arguments, positive.
  let u: [Double]
  /// F(u), not zero.
  let values: [Double]
  /// The budget: one unit for every point of a scan.
  let budget: WorkBudget
  /// The unit of the exponents k.
  var powerStep = Rational(1)
  /// The relative error up to which a form is examined further.
  var tolerance = 0.02
  /// Whether a power of u may be added to the curve; with noise this fits almost anything.
  var hasCompanions = true

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
    /// Whether a scan must also try negative rates.
    let hasDirection: Bool
    var isExponential = false
  }

  private static let shapes: [Shape] = [
    Shape(
      name: "exp", value: { Double.exp($0) }, expression: { .exp($0) }, isPeriodic: false, hasDirection: true,
      isExponential: true),
    Shape(
      name: "cos", value: { Double.cos($0) }, expression: { .cos($0) }, isPeriodic: true, hasDirection: false),
    Shape(
      name: "sin", value: { Double.sin($0) }, expression: { .sin($0) }, isPeriodic: true, hasDirection: false),
    Shape(
      name: "tanh", value: { Double.tanh($0) }, expression: { .tanh($0) }, isPeriodic: false,
      hasDirection: false),
    Shape(
      name: "cosh", value: { Double.cosh($0) }, expression: { .cosh($0) }, isPeriodic: false,
      hasDirection: false),
    Shape(
      name: "sinh", value: { Double.sinh($0) }, expression: { .sinh($0) }, isPeriodic: false,
      hasDirection: false),
    Shape(
      name: "log1p", value: { Double.log(1 + $0) }, expression: { .log(1 + $0) }, isPeriodic: false,
      hasDirection: true),
    Shape(
      name: "arctan", value: { Double.atan($0) }, expression: { .arctan($0) }, isPeriodic: false,
      hasDirection: false
    ),
    Shape(
      name: "arcsin", value: { Double.asin($0) }, expression: { .arcsin($0) }, isPeriodic: false,
      hasDirection: false
    ),
    Shape(
      name: "sqrt1p", value: { (1 + $0).squareRoot() }, expression: { (1 + $0).sqrt() }, isPeriodic: false,
      hasDirection: true),
    Shape(
      name: "rsqrt1p", value: { 1 / (1 + $0).squareRoot() },
      expression: { .power(1 + $0, .rational(-.half)) },
      isPeriodic: false, hasDirection: true),
    Shape(
      name: "coth", value: { 1 / Double.tanh($0) }, expression: { .power(.tanh($0), -1) }, isPeriodic: false,
      hasDirection: false),
    Shape(
      name: "inv1p", value: { 1 / (1 + $0) }, expression: { .power(1 + $0, -1) }, isPeriodic: false,
      hasDirection: true),
  ]

  /// The best forms, best first.
  ///
  /// For values over many decades a small error of the rate gives a large one of the value, which a scan would miss: the typical
  /// values and the large ones are examined separately.
  func forms(limit: Int = 6) -> [Form] {
    let order = u.indices.sorted { u[$0] < u[$1] }
    guard order.count >= Limits.leastPoints else { return [] }
    func window(_ size: Double) -> [Int] {
      order.filter { abs(values[$0]) > size / Limits.window && abs(values[$0]) < Limits.window * size }
    }
    var windows = [
      window(values.typicalMagnitude), window(values.map { abs($0) }.quantile(Limits.shareOfLarge)),
    ]
    if windows[0].count < Limits.pointsOfWindow { windows[0] = order }
    if windows[1].count < Limits.pointsOfWindow || windows[0].count == order.count { windows.removeLast() }
    return windows.flatMap { Array(forms(on: $0).prefix(limit)) }
  }

  private func forms(on order: [Int]) -> [Form] {
    let count = min(Limits.points, order.count)
    let rows = (0..<count).map { order[$0 * (order.count - 1) / (count - 1)] }
    let x = rows.map { u[$0] }
    let y = rows.map { values[$0] }
    guard let smallest = x.first, let largest = x.last, smallest > 0, largest > smallest else { return [] }
    let keepsSign = y.keepsSign
    let scans = Self.shapes.map { Scan($0, over: x) }
    budget.spend(scans.reduce(0) { $0 + $1.rates.count } * count * Self.unitsOfAFunction)
    var found: [Form] = powers(x, y)
    // Two terms of different powers, as in coth(u) − 1/u, only for the curve itself and if there is no other factor.
    for companion in hasCompanions ? [0, 1, -1, 2, -2] : [0] {
      if budget.isExhausted { break }
      for s in companion == 0 ? [Rational(1), -1, 2, -2, .half, -.half] : [1] {
        guard keepsSign || s == 1 || s == -1 else { continue }
        for k in exponents {
          found += forms(x, y, scans, power: s, times: k, beside: Rational(companion) * powerStep ?? 0)
        }
        // Both the curve and its inverse are tried: of 1/(exp(u) − 1) and coth(u) − 1 one loses digits.
        if s != 1, found.contains(where: { $0.error < Self.certainty }) { break }
      }
      if found.contains(where: { $0.error < Self.certainty }) { break }
    }
    return found.sorted { $0.error < $1.error }
  }

  /// The cost of a sine or an exponential in multiply-adds.
  private static let unitsOfAFunction = 10

  /// The relative error of a form that needs no alternative: exact up to the rate's last digits.
  static let certainty = 1e-7

  /// The forms u^k·F^s = α·f(b·u) + β·u^p for given k, s and p.
  private func forms(
    _ x: [Double], _ y: [Double], _ scans: [Scan], power s: Rational, times k: Rational, beside p: Rational
  ) -> [Form] {
    let keepsSign = y.keepsSign
    let target = zip(x, y).map { point, value -> Double in
      let raised =
        abs(value).realPower(s) * (s.denominator == 1 && s.numerator % 2 != 0 && value < 0 ? -1 : 1)
      return raised * point.realPower(k)
    }
    guard target.allSatisfy({ $0.isFinite && $0 != 0 }) else { return [] }
    let fit = RelativeFit(target: target, companion: x.map { $0.realPower(p) })
    budget.spend(scans.reduce(0) { $0 + $1.rates.count } * x.count)
    return scans.compactMap { scan in
      let shape = scan.shape
      guard let hit = best(of: scan, x, fit) else { return nil }
      let isNegative = keepsSign && y[0] < 0 && s != 1 && s != -1
      return Form(
        expression: { argument in
          var t: Expression = .real(hit.alpha) * shape.expression(.real(hit.rate) * argument)
          if hit.beta != 0 {
            t = t + .real(hit.beta) * (p == 0 ? 1 : .power(argument, .rational(p)))
          }
          if k != 0 { t = t * .power(argument, .rational(-k)) }
          let inverse = Rational(s.denominator, s.numerator) ?? 1
          let whole: Expression = s == 1 ? t : .power(t, .rational(inverse))
          return isNegative ? -whole : whole
        }, error: hit.error)
    }
  }

  private var exponents: [Rational] {
    (-Limits.exponent...Limits.exponent).sorted { abs($0) < abs($1) }.compactMap { Rational($0) * powerStep }
  }

  /// (α·u^q + δ)^(1/s).
  private func powers(_ x: [Double], _ y: [Double]) -> [Form] {
    var found: [Form] = []
    let keepsSign = y.keepsSign
    guard keepsSign else { return [] }
    for s in [Rational(1), -1, 2, -2, .half, -.half] {
      let fit = RelativeFit(target: y.map { abs($0).realPower(s) }, companion: x.map { _ in 1 })
      for q in [Rational(1), 2, -1, -2, .half, 3, -3, 4, -4] {
        let column = x.map { $0.realPower(q) }
        guard let hit = fit.fit(column) else { continue }
        let sign = y[0] < 0
        found.append(
          Form(
            expression: { argument in
              let t = .real(hit.alpha) * Expression.power(argument, .rational(q)) + .real(hit.beta)
              let whole: Expression = .power(t, .rational(Rational(s.denominator, s.numerator) ?? 1))
              return sign ? -whole : whole
            }, error: hit.error))
      }
    }
    return found
  }

  /// A shape at the rates worth a look.
  private struct Scan {
    let shape: Shape
    let rates: [Double]
    /// f(b·x) for every rate b.
    let columns: [[Double]]

    /// Few points suffice for selecting rates. The points are increasing.
    init(_ shape: Shape, over x: [Double]) {
      let largest = x[x.count - 1]
      let low = Double.log(Limits.smallestArgument / largest)
      let high = Double.log(Limits.largestArgument / x[x.count / 4])
      var rates = (0..<Limits.rates).map {
        Double.exp(low + (high - low) * Double($0) / Double(Limits.rates - 1))
      }
      if shape.isPeriodic {
        for n in 1...Limits.phases { rates.append(Double(n) * Limits.stepOfPhase / largest) }
      }
      if shape.hasDirection { rates += rates.map { -$0 } }
      self.shape = shape
      self.rates = rates
      columns = rates.map { rate in x.map { shape.value(rate * $0) } }
    }
  }

  private func best(
    of scan: Scan, _ x: [Double], _ fit: RelativeFit
  ) -> (rate: Double, alpha: Double, beta: Double, error: Double)? {
    let shape = scan.shape
    let largest = x[x.count - 1]
    var best: (rate: Double, error: Double)?
    for (rate, column) in zip(scan.rates, scan.columns) {
      let error = fit.roughError(column)
      if error < (best?.error ?? .infinity) { best = (rate, error) }
    }
    func error(_ rate: Double) -> Double {
      fit.fit(x.map { shape.value(rate * $0) })?.error ?? .infinity
    }
    // Over many powers of e the steps of the grid are too wide for exponentials.
    guard var (rate, value) = best,
      value < Limits.roughError
        || shape.isExponential && abs(rate) * (largest - x[0]) > Limits.steepExponential
    else { return nil }
    value = error(rate)
    // Golden section around the best rate.
    budget.spend(Limits.sections * x.count * Self.unitsOfAFunction)
    let width =
      shape.isPeriodic
      ? min(Limits.widthOfPeriod * abs(rate), Limits.stepOfPhase / largest) : Limits.width * abs(rate)
    var (a, b) = (rate - width, rate + width)
    let golden = (5.0.squareRoot() - 1) / 2
    var (c, d) = (b - golden * (b - a), a + golden * (b - a))
    var (ec, ed) = (error(c), error(d))
    for _ in 0..<Limits.sections {
      if ec < ed {
        (b, d, ed) = (d, c, ec); c = b - golden * (b - a); ec = error(c)
      } else {
        (a, c, ec) = (c, d, ed); d = a + golden * (b - a); ed = error(d)
      }
    }
    for candidate in [c, d] where error(candidate) < value { (rate, value) = (candidate, error(candidate)) }
    guard value < tolerance, let hit = fit.fit(x.map { shape.value(rate * $0) }) else { return nil }
    return (rate, hit.alpha, hit.beta, hit.error)
  }

}
