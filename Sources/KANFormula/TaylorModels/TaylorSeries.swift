/// Enclosures of Taylor coefficients f⁽ⁿ⁾(x)/n! on an interval of x, by the recurrences that the functions' differential
/// equations give (Moore, Kearfott & Cloud, Introduction to Interval Analysis, ch. 9).
package enum TaylorSeries {
  /// The coefficients of an elementary function; `nil` if it is not smooth on all of `x`.
  static func coefficients(of function: ElementaryFunction, at x: Interval, order: Int) -> [Interval]? {
    guard x.isFinite, let value = x.image(under: function), value.isFinite else { return nil }
    switch function {
    case .exp: return cycle([value], order)
    case .log: return x.lower > 0 ? logarithm(value, x, order) : nil
    case .sin, .cos:
      guard let sine = x.image(under: .sin), let cosine = x.image(under: .cos) else { return nil }
      return function == .sin
        ? cycle([sine, cosine, -sine, -cosine], order) : cycle([cosine, -sine, -cosine, sine], order)
    case .sinh, .cosh:
      guard let other = x.image(under: function == .sinh ? .cosh : .sinh), other.isFinite else { return nil }
      return cycle([value, other], order)
    case .tan: return riccati(value, sign: 1, order)
    case .tanh: return riccati(value, sign: -1, order)
    case .arctan: return integral(value, x, of: Interval(-1), curvature: 1, order)
    case .artanh: return integral(value, x, of: Interval(-1), curvature: -1, order)
    case .arcsin: return integral(value, x, of: Interval(-0.5), curvature: -1, order)
    case .arccos:
      return integral(value, x, of: Interval(-0.5), curvature: -1, order).map { series in
        [series[0]] + series.dropFirst().map { -$0 }
      }
    case .erf: return errorFunction(value, x, order)
    case .abs, .sign: return nil
    }
  }

  /// (p over n)·x^{p−n}; x > 0 unless p is the whole number `whole`, then x ≠ 0 or p ≥ n.
  static func power(_ p: Interval, whole: Int?, at x: Interval, order: Int) -> [Interval]? {
    guard whole != nil || x.lower > 0, x.isFinite else { return nil }
    if let whole, whole < 0, x.contains(0) { return nil }
    var series: [Interval] = []
    var binomial = Interval(1)
    for n in 0...order {
      let exponent = p - Interval(Double(n))
      if let whole, whole >= 0, n > whole {
        series.append(Interval(0))
      } else if let power = whole.map({ x.wholePower($0 - n) }) ?? x.realPower(exponent), power.isFinite {
        series.append(binomial * power)
      } else {
        return nil
      }
      binomial = binomial * exponent / Interval(Double(n + 1))
    }
    return series
  }

  /// Periodic derivatives, divided by the factorials.
  private static func cycle(_ derivatives: [Interval], _ order: Int) -> [Interval] {
    var factor = Interval(1)
    return (0...order).map { n in
      if n > 0 { factor = factor / Interval(Double(n)) }
      return derivatives[n % derivatives.count] * factor
    }
  }

  private static func logarithm(_ value: Interval, _ x: Interval, _ order: Int) -> [Interval] {
    var series = [value]
    for n in stride(from: 1, through: order, by: 1) {
      series.append(x.wholePower(-n) / Interval(n % 2 == 1 ? Double(n) : -Double(n)))
    }
    return series
  }

  /// y′ = 1 ± y².
  private static func riccati(_ value: Interval, sign: Double, _ order: Int) -> [Interval] {
    var y = [value]
    for n in 0..<order {
      let square = convolution(y, y, n)
      let slope = Interval(n == 0 ? 1 : 0) + Interval(sign) * square
      y.append(slope / Interval(Double(n + 1)))
    }
    return y
  }

  /// y′ = q^a with q = 1 ± x²; `nil` where q is not positive.
  private static func integral(
    _ value: Interval, _ x: Interval, of a: Interval, curvature: Double, _ order: Int
  ) -> [Interval]? {
    let q = [
      Interval(1) + Interval(curvature) * x.wholePower(2), Interval(2 * curvature) * x, Interval(curvature),
    ]
    guard q[0].lower > 0, let first = a.lower == -1 ? q[0].reciprocal : q[0].realPower(a), first.isFinite
    else {
      return nil
    }
    // wₙ·n·q₀ = Σᵢ (a·i − (n − i))·qᵢ·wₙ₋ᵢ for w = q^a
    var w = [first]
    for n in 1..<max(order, 2) {
      var sum = Interval(0)
      for i in 1...min(2, n) {
        sum = sum + (a * Interval(Double(i)) - Interval(Double(n - i))) * q[i] * w[n - i]
      }
      w.append(sum / (Interval(Double(n)) * q[0]))
    }
    let rest = (0..<order).map { n in w[n] / Interval(Double(n + 1)) }
    return [value] + rest
  }

  /// y′ = 2/√π·g with g = exp(−x²), g′ = −2x·g.
  private static func errorFunction(_ value: Interval, _ x: Interval, _ order: Int) -> [Interval]? {
    guard let gauss = (-x.wholePower(2)).image(under: .exp),
      let root = Interval(Double.pi.nextDown, Double.pi.nextUp).squareRoot
    else { return nil }
    var g = [gauss]
    var series = [value]
    for n in 0..<order {
      series.append(Interval(2) / root * g[n] / Interval(Double(n + 1)))
      let next = x * g[n] + (n > 0 ? g[n - 1] : Interval(0))
      g.append(Interval(-2) * next / Interval(Double(n + 1)))
    }
    return series
  }

  /// Σᵢ aᵢ·bₙ₋ᵢ.
  package static func convolution(_ a: [Interval], _ b: [Interval], _ n: Int) -> Interval {
    (0...n).reduce(Interval(0)) { $0 + a[$1] * b[n - $1] }
  }
}
