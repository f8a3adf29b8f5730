/// Brings expressions into normal form on one box of the variables.
///
/// The constructors `sum`, `product`, `power` and `function` take parts in normal form and return normal forms; each family of
/// rules has its own file. A rule may widen the domain (x/x is 1), never narrow it or change a value, and never adds measured
/// constants.
final class Simplifier {
  /// Bounds of subexpressions; they tell which rules are legal.
  private var ranges: RangeEvaluator
  private var normalForms: [Expression: Expression] = [:]
  private var shortForms: [Expression: Expression] = [:]
  private var costs: [Expression: Int] = [:]
  /// The nesting depth of the rules at work, and the number applied in total.
  private var depth = 0
  private var ruleCount = 0
  /// False while alternatives are tried, so that they do not try alternatives themselves.
  var triesAlternatives = true
  /// The criterion for the best of equal forms; `nil` for the shortest.
  let preference: (any FormPreference)?

  init(box: [String: ClosedRange<Double>], preference: (any FormPreference)? = nil) {
    ranges = RangeEvaluator(box)
    self.preference = preference
  }

  /// The normal form of any expression.
  func normalForm(_ expression: Expression) -> Expression {
    if let known = normalForms[expression] { return known }
    let result: Expression
    switch expression {
    case .rational, .constant, .variable: return expression
    case .real(let value): return Coefficient.measured(value).expression
    case .sum(let terms): result = shortened(sum(terms.map(normalForm)))
    case .product(let factors): result = shortened(product(factors.map(normalForm)))
    case .power(let base, let exponent): result = shortened(power(normalForm(base), normalForm(exponent)))
    case .function(let f, let argument): result = shortened(function(f, normalForm(argument)))
    case .piecewise(let polynomial, let argument):
      let plain = Expression.piecewise(polynomial, normalForm(argument))
      result = measuredValue(plain) ?? plain
    }
    normalForms[expression] = result
    return result
  }

  /// The cheapest form that rewriting reaches.
  ///
  /// Saturation: of the forms found so far the cheapest is rewritten in every possible way, until no form is left, or the bounds on
  /// forms or rules are reached. Forms slightly longer than the best are kept, since expanding often comes before factoring; forms
  /// with more measured constants are not.
  private func shortened(_ expression: Expression) -> Expression {
    guard triesAlternatives else { return expression }
    switch expression {
    case .rational, .real, .constant, .variable, .function, .piecewise: return expression
    case .sum, .product, .power: break
    }
    if let known = shortForms[expression] { return known }
    triesAlternatives = false
    defer { triesAlternatives = true }
    let limit = Bounds.forms(ofComplexity: expression.complexity)
    var seen: Set<Expression> = [expression]
    var open = [expression]
    var best = expression
    while seen.count < limit, ruleCount < Bounds.rules,
      let cheapest = open.indices.min(by: { cost(open[$0]) < cost(open[$1]) })
    {
      let current = open.remove(at: cheapest)
      let forms = alternatives(to: current) + (preference?.forms(of: current, self) ?? [])
      for form in forms where seen.insert(form).inserted {
        if cost(form) < cost(best) { best = form }
        if cost(form) <= cost(best) + Bounds.detour { open.append(form) }
      }
      open.removeAll { cost($0) > cost(best) + Bounds.detour }
    }
    shortForms[expression] = best
    return best
  }

  /// The limits of saturation: counts, not seconds, so that an expression has the same form on every machine.
  private enum Bounds {
    /// Rules applied in one pass over an expression, after which no more forms are tried: about ten milliseconds.
    static let rules = 10_000
    /// The cost above the best up to which a form is still rewritten: six nodes.
    static let detour = 6 * 64
    /// Forms of one subexpression; the longer it is, the more expensive each form.
    static func forms(ofComplexity complexity: Int) -> Int { Swift.min(32, Swift.max(4, 600 / complexity)) }
  }

  /// The quantity that the simplifier minimises: first the number of measured constants, since data must identify each, then the
  /// complexity of the presented form, then the number of occurrences of variables.
  func cost(_ expression: Expression) -> Int {
    if let known = costs[expression] { return known }
    var occurrences = 0
    expression.forEachLeaf { if case .variable = $0 { occurrences += 1 } }
    let form = presented(expression)
    let length = 64 * length(form) + min(occurrences, 63)
    let result = 10_000 * expression.realCount + length + (preference?.surcharge(form) ?? 0)
    costs[expression] = result
    return result
  }

  /// The cost of a presented form before variables are counted.
  func length(_ expression: Expression) -> Int { preference?.length(expression) ?? expression.complexity }

  /// The length of a product, for the comparison with forms that have its number inside one of its sums.
  func length(ofFactors factors: [Expression]) -> Int {
    preference?.length(ofFactors: factors) ?? length(.product(factors))
  }

  /// Bounds of the values where `expression` is defined.
  func range(_ expression: Expression) -> Interval { ranges.range(expression) ?? .everything }

  /// Whether `expression` is nowhere negative on the box.
  func isNonNegative(_ expression: Expression) -> Bool { range(expression).lower >= 0 }

  /// Whether `expression` is nowhere positive on the box.
  func isNonPositive(_ expression: Expression) -> Bool { range(expression).upper <= 0 }

  /// The value of an expression of measured and exact numbers; `nil` for exact expressions, which keep their form, and for values
  /// outside the range of `Double`.
  func measuredValue(_ expression: Expression) -> Expression? {
    guard expression.containsReal, expression.isNumeric else { return nil }
    let value = expression.numericValue
    return value.isFinite ? Coefficient.measured(value).expression : nil
  }

  /// Applies rules unless they are nested so deeply that they must be in a cycle; then the plain form, which is correct if not
  /// short, is kept.
  func nested(_ plain: Expression, _ rules: () -> Expression) -> Expression {
    guard depth < 300 else { return plain }
    ruleCount += 1
    depth += 1
    defer { depth -= 1 }
    return rules()
  }

  /// −u.
  func negated(_ expression: Expression) -> Expression { product([-1, expression]) }
}
