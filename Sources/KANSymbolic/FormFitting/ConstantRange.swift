import KANFormula
import KANNumerics
import RealModule

/// The expected range of a constant of a form, from its position in the form and the columns around it.
///
/// A constant that multiplies x inside a function is about the inverse of the magnitude of x, one that is added to x lies in about
/// the range of x, one that divides x is about as large as x, an exponent is about 1, and a frequency lies between one period over
/// all rows and one every second row.
struct ConstantRange: Sendable {
  /// The kinds of ranges.
  enum Kind: Sendable, Hashable {
    /// Orders of magnitude, of either sign, mostly positive.
    case magnitude(ClosedRange<Double>)
    /// An interval of numbers.
    case stretch(ClosedRange<Double>)
  }

  private(set) var kinds: [Kind] = []

  /// The factor by which a magnitude may differ from the estimate from the columns.
  private static let magnitudeReach = 10.0
  /// The distance that a location may lie outside the range of its column, in units of its width.
  private static let locationReach = 0.5
  /// The share of magnitudes that are tried with a minus sign.
  private static let negativeShare = 0.25

  /// The ranges of every constant of a form.
  static func all(of form: Form, on rows: FormRows) -> [ConstantRange] {
    form.constants.map { name in
      var range = ConstantRange()
      let surroundings = Surroundings(
        columns: Dictionary(uniqueKeysWithValues: zip(form.inputs, rows.columns)), rowCount: rows.count)
      range.look(at: form.expression, for: name, insideWave: false, surroundings)
      if range.kinds.isEmpty { range.kinds = [.magnitude(0.01...100)] }
      return range
    }
  }

  /// The value at a point of the unit square.
  func value(at point: (Double, Double), within bounds: ClosedRange<Double>) -> Double {
    let place = point.0 * Double(kinds.count)
    let kind = kinds[min(kinds.count - 1, Int(place))]
    let rest = place - place.rounded(.down)
    if bounds.lowerBound.isFinite, bounds.upperBound.isFinite {
      return bounds.lowerBound + (bounds.upperBound - bounds.lowerBound) * point.1
    }
    let value: Double
    switch kind {
    case .stretch(let range): value = range.lowerBound + (range.upperBound - range.lowerBound) * point.1
    case .magnitude(let range):
      let size =
        range.lowerBound * Double.pow(range.upperBound / range.lowerBound, point.1)
      value = rest < Self.negativeShare ? -size : size
    }
    if bounds.contains(value) { return value }
    return bounds.lowerBound.isFinite
      ? bounds.lowerBound + abs(value - bounds.lowerBound)
      : bounds.upperBound - abs(bounds.upperBound - value)
  }

  /// The columns on which parts of a form are evaluated.
  private struct Surroundings {
    let columns: [String: [Double]]
    let rowCount: Int

    /// The values of an expression without constants; `nil` if it has constants or is not finite.
    func values(_ expression: Expression) -> [Double]? {
      let names = expression.variables
      guard names.allSatisfy({ columns[$0] != nil }),
        let compiled = try? CompiledExpression(expression, variables: names)
      else { return nil }
      let values = compiled.values(names.compactMap { columns[$0] })
      return values.allSatisfy(\.isFinite) ? values : nil
    }

    /// Small and large magnitudes among nonzero values.
    func magnitudes(_ values: [Double]) -> ClosedRange<Double>? {
      let sizes = values.map { abs($0) }.filter { $0 > 0 }.sorted()
      guard let largest = sizes.last else { return nil }
      return sizes[sizes.count / 4]...largest
    }
  }

  private mutating func add(_ kind: Kind) { if !kinds.contains(kind) { kinds.append(kind) } }

  private mutating func look(
    at expression: Expression, for name: String, insideWave: Bool, _ surroundings: Surroundings
  ) {
    let own = Expression.variable(name)
    switch expression {
    case .rational, .real, .constant, .variable: break
    case .function(let function, let argument):
      if argument == own { add(.magnitude(0.1...10)) }
      look(at: argument, for: name, insideWave: function.isPeriodic, surroundings)
    case .piecewise(_, let argument): look(at: argument, for: name, insideWave: false, surroundings)
    case .power(let base, let exponent):
      if exponent == own || exponent == -own { add(.magnitude(0.2...5)) }
      look(at: base, for: name, insideWave: insideWave, surroundings)
      look(at: exponent, for: name, insideWave: false, surroundings)
    case .sum(let terms):
      if let term = terms.first(where: { $0 == own || $0 == -own }) {
        lookBeside(terms.filter { $0 != term }, sign: term == own ? 1 : -1, surroundings)
      }
      // The minus sign of −c is not a factor that determines the magnitude of c.
      for term in terms where term != -own { look(at: term, for: name, insideWave: insideWave, surroundings) }
    case .product(let factors):
      for (n, factor) in factors.enumerated() {
        guard let power = factor.power(of: own) else { continue }
        var others = factors
        others.remove(at: n)
        lookBeside(factors: others, power: power, insideWave: insideWave, surroundings)
      }
      for factor in factors { look(at: factor, for: name, insideWave: insideWave, surroundings) }
    }
  }

  /// A constant that is added to terms lies in about their range.
  private mutating func lookBeside(_ terms: [Expression], sign: Double, _ surroundings: Surroundings) {
    let known = terms.compactMap(surroundings.values)
    let varying = known.filter { $0.count == surroundings.rowCount && $0.min() != $0.max() }
    guard !varying.isEmpty else {
      // Beside constants only: a phase, or an offset of the magnitude of the numbers there.
      let size = known.compactMap { $0.first.map { abs($0) } }.max() ?? .pi
      return add(.stretch(-max(size, 1)...max(size, 1)))
    }
    var sums = [Double](repeating: 0, count: surroundings.rowCount)
    for values in varying { for s in sums.indices { sums[s] -= sign * values[s] } }
    guard let lower = sums.min(), let upper = sums.max() else { return }
    let reach = Self.locationReach * (upper - lower)
    add(.stretch((lower - reach)...(upper + reach)))
    if let sizes = surroundings.magnitudes(sums) {
      add(.magnitude((sizes.lowerBound / Self.magnitudeReach)...(sizes.upperBound * Self.magnitudeReach)))
    }
  }

  /// A constant that multiplies or divides others is about the inverse of their magnitude, or about as large.
  private mutating func lookBeside(
    factors: [Expression], power: Double, insideWave: Bool, _ surroundings: Surroundings
  ) {
    let known = factors.compactMap(surroundings.values)
    var product = [Double](repeating: 1, count: surroundings.rowCount)
    for values in known {
      for s in product.indices { product[s] *= values.count == product.count ? values[s] : values[0] }
    }
    guard let sizes = surroundings.magnitudes(product) else { return }
    let ends = [
      Double.pow(sizes.upperBound * Self.magnitudeReach, -1 / power),
      Double.pow(sizes.lowerBound / Self.magnitudeReach, -1 / power),
    ]
    guard let lower = ends.min(), let upper = ends.max(), lower > 0, upper.isFinite else { return }
    add(.magnitude(lower...upper))
    if insideWave, power == 1, let least = product.min(), let greatest = product.max(), greatest > least {
      add(.stretch(0...(.pi * Double(surroundings.rowCount) / (greatest - least))))
    }
  }
}

extension Expression {
  /// p where this is `base`^p with a number p; `nil` else.
  func power(of base: Expression) -> Double? {
    if self == base { return 1 }
    guard case .power(base, .rational(let p)) = self, p != .zero else { return nil }
    return p.doubleValue
  }
}
