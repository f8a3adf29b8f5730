/// An enclosure of a function on a box: a polynomial in t ∈ [−1, 1]ᵈ, the box's own coordinates, and a bound on the difference from
/// the polynomial.
///
/// |f(x(t)) − Σ cₙ·tⁿ| ≤ Σ errors for all t. Differences of two functions that nearly agree cancel in the polynomial,
/// which interval arithmetic cannot see. Source: Makino & Berz, Taylor models and other validated functional inclusion methods,
/// Int. J. Pure Appl. Math. 4 (2003). Rounding is included by multiples of its a-priori bounds (Higham, Accuracy and Stability of
/// Numerical Algorithms, ch. 3), so that values computed in plain double arithmetic by the same steps are also enclosed.
package struct TaylorModel: Sendable {
  let table: MonomialTable
  /// The coefficients cₙ, in the order of the table.
  var coefficients: [Double]
  /// The parts of the error bound: one for each variable, which a narrower side of the box would reduce, and one for rounding.
  var errors: [Double]
  /// Bounds of the values, often narrower than those from polynomial and errors.
  package var range: Interval

  /// A constant.
  package init(_ value: Interval, _ table: MonomialTable) {
    self.table = table
    coefficients = [Double](repeating: 0, count: table.count)
    errors = [Double](repeating: 0, count: table.dimension + 1)
    range = value
    coefficients[0] = value.middle
    errors[table.dimension] = value.lower == value.upper ? 0 : value.radius
  }

  /// The variable with index `variable` on its side of the box.
  package init(variable: Int, on side: Interval, _ table: MonomialTable) {
    self.init(Interval(side.middle), table)
    coefficients[1 + variable] = side.lower == side.upper ? 0 : side.radius
    range = side
  }

  /// A constant on the same box.
  package func replaced(by value: Double) -> TaylorModel { TaylorModel(Interval(value), table) }

  /// The value of the polynomial in the middle of the box.
  package var center: Double { coefficients[0] }

  /// The largest degree of the polynomial.
  package var order: Int { table.order }

  /// The part of the error that a narrower box would not reduce.
  package var roundingError: Double { errors[table.dimension] }

  /// The bound on the difference from the polynomial.
  package var error: Double { Self.roundedUp(errors.reduce(0, +)) }

  /// Bounds of the polynomial without its constant.
  var variation: Interval {
    var (low, high) = (0.0, 0.0)
    for n in 1..<coefficients.count {
      let c = coefficients[n]
      if c > 0 || !table.isEven[n] { high += c.magnitude }
      if c < 0 || !table.isEven[n] { low += c.magnitude }
    }
    return Interval(-Self.roundedUp(low), Self.roundedUp(high))
  }

  /// Bounds of the values from polynomial and errors alone.
  package var polynomialRange: Interval {
    Interval(coefficients[0]) + variation + Interval(radius: error)
  }

  /// The contribution of every variable to the polynomial and to its error.
  package var shares: [Double] {
    var shares = Array(errors.dropLast())
    for n in 1..<coefficients.count where coefficients[n] != 0 {
      let size = coefficients[n].magnitude / Double(table.degrees[n])
      for (v, exponent) in table.exponents[n].enumerated() where exponent > 0 {
        shares[v] += size * Double(exponent)
      }
    }
    return shares
  }

  /// A sum of up to 2¹⁶ positive numbers, rounded up.
  static func roundedUp(_ sum: Double) -> Double {
    sum == 0 ? 0 : sum * (1 + 0x1p-36) + Double.leastNonzeroMagnitude
  }

  /// Adds `error`, attributed to the variables in proportion to `shares`.
  mutating func add(error: Double, sharedAs shares: [Double]) {
    let total = shares.reduce(0, +)
    guard error > 0 else { return }
    guard total > 0, total.isFinite, error.isFinite else {
      errors[table.dimension] += error
      return
    }
    for v in shares.indices { errors[v] += Self.roundedUp(error * (shares[v] / total)) }
  }

  /// Narrows the range to that of polynomial and errors.
  mutating func tightenRange() { range = range.clamped(to: polynomialRange) ?? range }
}
