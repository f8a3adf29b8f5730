/// The normal form in customary notation: roots merged, minus signs where they read best, denominators last. The normal form of a
/// presented form is the normal form again.
extension Simplifier {
  /// The presented form of a normal expression.
  func presented(_ expression: Expression) -> Expression {
    switch expression {
    case .rational, .real, .constant, .variable: return expression
    case .function(let f, let u): return .function(f, presented(u))
    case .piecewise(let polynomial, let u): return .piecewise(polynomial, presented(u))
    case .power(let base, let exponent): return .power(presented(base), presented(exponent))
    case .sum(let terms): return presentedSum(terms)
    case .product(let factors): return evenLogarithm(expression) ?? presentedProduct(factors)
    }
  }

  private func presentedSum(_ input: [Expression]) -> Expression {
    let terms = joiningLogarithms(input)
    guard terms.count > 1 else { return terms.first.map(presented) ?? 0 }
    let plain = startingPositive(terms.map(presented))
    let parts = terms.map(\.coefficientAndRest)
    let content = content(of: parts)
    guard content != .one, !parts.contains(where: { $0.coefficient.isReal }) else { return plain }
    let divided = parts.map { part -> Expression in
      let quotient = part.coefficient / content
      if quotient == .one { return part.rest }
      return part.rest == 1 ? quotient.expression : .product([quotient.expression] + part.rest.flatFactors)
    }
    let factored = Expression.product([content.expression, startingPositive(divided.map(presented))])
    return length(factored) < length(plain) ? factored : plain
  }

  /// Puts the first positive term first: 1 − a·b.
  private func startingPositive(_ terms: [Expression]) -> Expression {
    var sorted = terms
    if sorted.first?.isWrittenNegative ?? false,
      let first = sorted.firstIndex(where: { !$0.isWrittenNegative })
    {
      sorted.insert(sorted.remove(at: first), at: 0)
    }
    return .sum(sorted)
  }

  private func presentedProduct(_ input: [Expression]) -> Expression {
    var factors = input
    rationaliseNumbers(&factors)
    factors = joiningRoots(factors)
    factors = flat(joiningAbsoluteValues(factors).map(presented))
    moveSigns(&factors)
    returnNumber(&factors)
    factors = factors.filter { !$0.isDenominator } + factors.filter(\.isDenominator)
    return factors.count == 1 ? factors[0] : .product(factors)
  }

  /// Moves fractions within factors to the front: (c/6)·x is c·x/6.
  private func flat(_ factors: [Expression]) -> [Expression] {
    guard factors.contains(where: \.isProduct) else { return factors }
    var number = Coefficient.one
    var rest: [Expression] = []
    for factor in factors.flatMap(\.flatFactors) {
      if let own = Coefficient(factor) { number = number * own } else { rest.append(factor) }
    }
    return number == .one ? rest : [number.expression] + rest
  }

  /// (1/2)·√2 is 1/√2.
  private func rationaliseNumbers(_ factors: inout [Expression]) {
    guard case .rational(let number)? = factors.first else { return }
    for i in factors.indices {
      guard case .power(.rational(let base), .rational(let p)) = factors[i], p > .zero, p < .one,
        base.isInteger, number.denominator % base.numerator == 0, let rest = number * base, let q = p - 1
      else { continue }
      factors[i] = .power(.rational(base), .rational(q))
      if rest == .one { factors.removeFirst() } else { factors[0] = .rational(rest) }
      return
    }
  }

  /// √u·√v is √(u·v), √u/√v is √(u/v).
  private func joiningRoots(_ factors: [Expression]) -> [Expression] {
    var exponents: [Rational] = []
    for factor in factors {
      guard case .power(_, .rational(let p)) = factor, !p.isInteger, !exponents.contains(p.magnitude) else {
        continue
      }
      exponents.append(p.magnitude)
    }
    var result = factors
    for p in exponents {
      let own = result.indices.filter {
        if case .power(_, .rational(let q)) = result[$0] { q.magnitude == p } else { false }
      }
      guard own.count > 1 else { continue }
      let allNegative = own.allSatisfy {
        if case .power(_, .rational(let q)) = result[$0] { q < .zero } else { false }
      }
      var number = Rational.one
      var inside: [Expression] = []
      for index in own {
        guard case .power(let base, .rational(let q)) = result[index] else { continue }
        let isBelow = (q < .zero) != allNegative
        if let value = base.rationalValue {
          number = (isBelow ? value.inverse : value).flatMap { number * $0 } ?? number
        } else {
          let (coefficient, tail) = base.coefficientAndRest
          if !isBelow, case .exact(let factor) = coefficient, let product = number * factor {
            number = product
            inside += tail.flatFactors
          } else {
            inside.append(isBelow ? .power(base, -1) : base)
          }
        }
      }
      if number != .one { inside.insert(.rational(number), at: 0) }
      let joined = Expression.power(.product(inside), .rational(allNegative ? -p : p))
      let first = own[0]
      for index in own.reversed() { result.remove(at: index) }
      result.insert(joined, at: first)
    }
    return result
  }

  /// |u|·|v| is |u·v|.
  private func joiningAbsoluteValues(_ factors: [Expression]) -> [Expression] {
    let own = factors.indices.filter { if case .function(.abs, _) = factors[$0] { true } else { false } }
    guard own.count > 1 else { return factors }
    var result = factors
    let inside = own.flatMap { index -> [Expression] in
      if case .function(.abs, let u) = factors[index] { u.flatFactors } else { [] }
    }
    for index in own.reversed() { result.remove(at: index) }
    result.insert(.function(.abs, .product(inside)), at: own[0])
    return result
  }

  /// (3x + 2)²/9 is (x + 2/3)², if that is shorter.
  private func returnNumber(_ factors: inout [Expression]) {
    guard case .rational(let number)? = factors.first, factors.count > 1 else { return }
    for i in factors.indices.dropFirst() {
      let (base, exponent) = factors[i].baseAndExponent
      guard case .sum(let terms) = base, let p = exponent.rationalValue, p.isInteger, p.magnitude <= 3,
        let inverse = p.inverse,
        let root = power(.rational(number.magnitude), .rational(inverse)).rationalValue,
        number > .zero || p.numerator % 2 != 0
      else { continue }
      let scale = Coefficient.exact(number < .zero ? -root : root)
      let scaled = Expression.sum(
        terms.map { term in
          let (coefficient, rest) = term.coefficientAndRest
          let product = coefficient * scale
          if product == .one { return rest }
          return rest == 1 ? product.expression : .product([product.expression] + rest.flatFactors)
        })
      var form = factors
      form[i] = exponent == 1 ? scaled : .power(scaled, exponent)
      form.removeFirst()
      if length(.product(form)) < length(ofFactors: factors) {
        factors = form
        return
      }
    }
  }

  /// −(x − 1)·y is (1 − x)·y.
  private func moveSigns(_ factors: inout [Expression]) {
    guard let first = factors.first, first.isWrittenNegative, let number = Coefficient(first) else { return }
    func flipped(_ factor: Expression) -> Expression? {
      let (base, exponent) = factor.baseAndExponent
      guard case .sum(let terms) = base, let p = exponent.rationalValue, p.isInteger, p.numerator % 2 != 0,
        terms.contains(where: \.isWrittenNegative)
      else { return nil }
      let sum = startingPositive(terms.map { -$0 })
      return exponent == 1 ? sum : .power(sum, exponent)
    }
    func endsNegative(_ factor: Expression) -> Bool {
      if case .sum(let terms) = factor.baseAndExponent.base {
        terms.last?.isWrittenNegative ?? false
      } else {
        false
      }
    }
    let candidates = factors.indices.filter { flipped(factors[$0]) != nil }
    guard
      let chosen = candidates.last(where: { endsNegative(factors[$0]) && isNumberLast(factors[$0]) })
        ?? candidates.first, let factor = flipped(factors[chosen])
    else { return }
    factors[chosen] = factor
    let positive = number.negated
    if positive == .one { factors.removeFirst() } else { factors[0] = positive.expression }
  }

  private func isNumberLast(_ factor: Expression) -> Bool {
    if case .sum(let terms) = factor.baseAndExponent.base { terms.last?.isNumeric ?? false } else { false }
  }
}
