import KANFormula
import RealModule

extension Expression {
  /// The forms in which one measured factor is moved into the sum behind it: c·(A + k·B)^p becomes (a·A + b·B)^p with a = c^(1/p) and
  /// b = k·a. They have as many measured constants, but the constants of a law may be simple numbers in one of the forms only.
  var withFactorsInside: [Expression] {
    switch self {
    case .sum(let terms): return Self.oneByOne(terms).map(Expression.sum)
    case .product(let factors):
      return ownFactorsInside(factors) + Self.oneByOne(factors).map(Expression.product)
    case .power(let base, let exponent): return base.withFactorsInside.map { .power($0, exponent) }
    case .function(let function, let argument):
      return argument.withFactorsInside.map { .function(function, $0) }
    default: return []
    }
  }

  /// The lists in which one of the parts has another form.
  private static func oneByOne(_ parts: [Expression]) -> [[Expression]] {
    parts.enumerated().flatMap { place, part in
      part.withFactorsInside.map { form in
        var others = parts
        others[place] = form
        return others
      }
    }
  }

  /// The forms of a product with its measured factor in one of its sums.
  private func ownFactorsInside(_ factors: [Expression]) -> [Expression] {
    guard let place = factors.firstIndex(where: { $0.measured != nil }), let factor = factors[place].measured
    else { return [] }
    return factors.indices.compactMap { sum -> Expression? in
      guard let (terms, exponent) = factors[sum].powerOfSum,
        // Otherwise exact coefficients would become measured.
        terms.count(where: { $0.coefficient == nil }) == 1
      else { return nil }
      let scale = exponent == .one ? factor : Double.pow(factor.magnitude, 1 / exponent.doubleValue)
      guard scale.isFinite, scale != 0 else { return nil }
      let inside = Expression.sum(terms.map { $0.scaled(by: scale) })
      var others = factors
      others[sum] = exponent == .one ? inside : .power(inside, .rational(exponent))
      if exponent != .one, factor < 0 { others[place] = -1 } else { others.remove(at: place) }
      return others.count == 1 ? others[0] : .product(others)
    }
  }

  /// The value of a measured constant.
  private var measured: Double? { if case .real(let value) = self { value } else { nil } }

  /// The measured coefficient of a term.
  private var coefficient: Double? {
    if case .product(let factors) = self { factors.lazy.compactMap(\.measured).first } else { measured }
  }

  private var isNumber: Bool {
    switch self {
    case .real, .rational: true
    default: false
    }
  }

  private var powerOfSum: (terms: [Expression], exponent: Rational)? {
    switch self {
    case .sum(let terms): (terms, .one)
    case .power(.sum(let terms), .rational(let exponent)) where exponent != .zero: (terms, exponent)
    default: nil
    }
  }

  /// The term with its coefficient, measured or exact, multiplied by a number.
  private func scaled(by scale: Double) -> Expression {
    switch self {
    case .real(let value): return .real(value * scale)
    case .rational(let value): return .real(value.doubleValue * scale)
    case .product(var factors):
      let number = factors.firstIndex { $0.measured != nil } ?? factors.firstIndex { $0.isNumber }
      if let number {
        factors[number] = factors[number].scaled(by: scale)
        return .product(factors)
      }
      return .product([.real(scale)] + factors)
    default: return .product([.real(scale), self])
    }
  }
}
