import KANFormula
import SymbolLibrary

/// A linear combination Σₜ wₜ·eₜ + constant of expressions: the value of a sum node of a symbolic network.
///
/// Composing in this form folds the shifts and scales between layers as they arise, so that no two constants of the formula matter
/// only through their product or sum.
struct Combination {
  private(set) var terms: [(weight: Double, expression: Expression)] = []
  private(set) var constant: Double = 0

  init(constant: Double) { self.constant = constant }

  init(_ expression: Expression) { add(1, expression) }

  /// Adds weight·expression, merging it with an equal term.
  mutating func add(_ weight: Double, _ expression: Expression) {
    if let n = terms.firstIndex(where: { $0.expression == expression }) {
      terms[n].weight += weight
    } else {
      terms.append((weight, expression))
    }
  }

  /// Adds weight·other, term by term.
  mutating func add(_ weight: Double, _ other: Combination) {
    for term in other.terms { add(weight * term.weight, term.expression) }
    constant += weight * other.constant
  }

  mutating func add(constant value: Double) { constant += value }

  /// Adds a symbolic edge of the argument x.
  mutating func add(_ edge: SymbolicEdge, of x: Combination) {
    for term in edge.terms {
      let argument = x.mapped(scale: term.rate, shift: term.shift)
      if term.symbol.expression == .variable("x") {
        add(term.amplitude, argument)
      } else {
        add(term.amplitude, term.symbol.expression.substituting(["x": argument.expression]))
      }
    }
    add(constant: edge.offset)
  }

  /// scale·self + shift.
  func mapped(scale: Double, shift: Double) -> Combination {
    var result = Combination(constant: shift)
    result.add(scale, self)
    return result
  }

  /// The combination as one expression. Constants are `.real`, free to be refined; neutral ones (weight 1, constant 0) are exact
  /// and omitted.
  var expression: Expression {
    var parts = terms.filter { $0.weight != 0 }.map { term -> Expression in
      if term.weight == 1 { return term.expression }
      if case .product(let factors) = term.expression { return .product([.real(term.weight)] + factors) }
      return .product([.real(term.weight), term.expression])
    }
    if constant != 0 { parts.append(.real(constant)) }
    switch parts.count {
    case 0: return .rational(Rational(0))
    case 1: return parts[0]
    default: return .sum(parts)
    }
  }

  /// The product of some combinations, with the weights of its factors gathered into one.
  static func product(of factors: [Combination]) -> Combination {
    var weight = 1.0
    var expressions: [Expression] = []
    for factor in factors {
      if factor.terms.isEmpty {
        weight *= factor.constant
      } else if factor.terms.count == 1 && factor.constant == 0 {
        weight *= factor.terms[0].weight
        expressions.append(factor.terms[0].expression)
      } else {
        expressions.append(factor.expression)
      }
    }
    if expressions.isEmpty || weight == 0 { return Combination(constant: weight) }
    var result = Combination(constant: 0)
    result.add(weight, expressions.count == 1 ? expressions[0] : .product(expressions))
    return result
  }
}
