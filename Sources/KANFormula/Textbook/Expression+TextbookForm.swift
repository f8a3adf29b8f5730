extension Expression {
  /// The same function as a textbook writes it: `exp(cos(3*x))`, `x0^2 + 2*x0*x1*cos(x2 - x3) + x1^2`.
  ///
  /// Of equal forms (expanded, factored, with completed squares, with multiple angles) it takes the one that is shortest for a
  /// reader, does not factor a variable out of only part of a sum, and shows that variables may be exchanged; then terms and
  /// factors are put into the usual order. `simplified(on:)` looks for the form of least complexity, which searches compare; this
  /// one is for readers. Measured constants keep their values and change at most their positions and signs.
  ///
  /// - Parameters:
  ///   - box: Ranges of the variables, as `simplified(on:)` takes them.
  ///   - variables: Names in the order in which the reader expects them, such as columns of a table; others follow alphabetically.
  /// - Returns: An expression that agrees with this one wherever this one is defined on the box.
  package func inTextbookForm(
    on box: [String: ClosedRange<Double>] = [:], variables: [String] = []
  ) -> Expression {
    TextbookForm(of: self, on: box, variables: variables).expression
  }
}

/// An expression in textbook form, with the new positions of its measured constants.
package struct TextbookForm {
  /// The form.
  package let expression: Expression
  /// For each measured constant, from left to right, its position among those of the original, and whether its sign has changed.
  package let places: [ConstantPlace]

  /// The origin of a measured constant.
  package struct ConstantPlace: Hashable, Sendable {
    /// Its position among the free constants of the original.
    package let original: Int
    /// Whether it is the opposite of the original.
    package let isNegated: Bool
  }

  /// Forms longer than this are only put in order: they are not read as a whole.
  private static let longestRewritten = 300

  /// Finds the form; see `Expression.inTextbookForm(on:variables:)`.
  package init(of original: Expression, on box: [String: ClosedRange<Double>], variables: [String]) {
    let marks = ConstantMarks(of: original)
    let order = TextbookOrder(variables: variables)
    let marked = marks.marked
    let rewritten =
      marked.complexity <= Self.longestRewritten
      ? Self.rewritten(marked.withoutArtanhExponents, on: box) : marked
    for form in [rewritten, marked] {
      guard let (expression, places) = marks.unmarked(order.ordered(form)) else { continue }
      self.init(expression: expression, places: places)
      return
    }
    self.init(keeping: original)
  }

  /// An expression unchanged.
  package init(keeping original: Expression) {
    self.init(
      expression: original,
      places: original.freeConstants.indices.map { ConstantPlace(original: $0, isNegated: false) })
  }

  private init(expression: Expression, places: [ConstantPlace]) {
    self.expression = expression
    self.places = places
  }

  /// Repeats passes until one changes nothing, like `simplified(on:)`.
  private static func rewritten(_ start: Expression, on box: [String: ClosedRange<Double>]) -> Expression {
    var seen: [Expression] = []
    var current = start
    for _ in 0..<6 {
      let simplifier = Simplifier(box: box, preference: TextbookPreference(box: box))
      let next = simplifier.presented(simplifier.normalForm(current))
      if next.hasExactPole { return start }
      if next == current { return next }
      if let first = seen.firstIndex(of: next) {
        return seen[first...].min { ($0.complexity, "\($0)") < ($1.complexity, "\($1)") } ?? next
      }
      seen.append(next)
      current = next
    }
    return current
  }
}

extension Expression {
  /// exp(k·artanh u) as ((1 + u)/(1 − u))^(k/2), the form of a Doppler shift.
  fileprivate var withoutArtanhExponents: Expression {
    switch self {
    case .rational, .real, .constant, .variable: return self
    case .sum(let terms): return .sum(terms.map(\.withoutArtanhExponents))
    case .product(let factors): return .product(factors.map(\.withoutArtanhExponents))
    case .power(let base, let exponent):
      return .power(base.withoutArtanhExponents, exponent.withoutArtanhExponents)
    case .piecewise(let polynomial, let u): return .piecewise(polynomial, u.withoutArtanhExponents)
    case .function(let f, let argument):
      if f == .exp, case (.exact(let k), .function(.artanh, let inner)) = argument.coefficientAndRest,
        let exponent = k * .half
      {
        let u = inner.withoutArtanhExponents
        return .power((1 + u) / (1 - u), .rational(exponent))
      }
      return .function(f, argument.withoutArtanhExponents)
    }
  }
}
