import KANFormula
import RealModule

/// The price of the form of an expression: −log of the probability of every node below its parent, in nats.
///
/// A sine costs about five nats and a tangent seven, a product less than one. A measured constant costs the statement that there is
/// a number; `ConstantPrice` gives the price of its digits.
package struct StructurePrice: Sendable {
  /// The number of possible inputs for a variable.
  package let inputCount: Int

  package init(inputCount: Int) { self.inputCount = max(1, inputCount) }

  /// The price of the whole expression, in nats.
  package func callAsFunction(_ expression: Expression) -> Double { price(expression, below: nil) }

  private typealias Kind = OperatorFrequencies.Kind

  /// Prior occurrences for children of all kinds, distributed like all nodes, since rare parents give little information.
  private static let prior = 20.0
  /// A sum or product of more than two parts: −log of the probabilities that it continues and that it ends. Products in the
  /// equations have 2.8 parts on average.
  private static let (furtherPart, lastPart) = (0.8, 0.6)

  private static let total = OperatorFrequencies.counts.values.reduce(0, +)
  private static let parentTotals = OperatorFrequencies.below.mapValues { $0.values.reduce(0, +) }

  /// −log p(kind | parent).
  private func step(_ kind: Kind, below parent: Kind?) -> Double {
    let share = (OperatorFrequencies.counts[kind] ?? 0.5) / Self.total
    guard let parent, let children = OperatorFrequencies.below[parent],
      let all = Self.parentTotals[parent]
    else { return -Double.log(share) }
    return -Double.log(((children[kind] ?? 0) + Self.prior * share) / (all + Self.prior))
  }

  private func price(_ expression: Expression, below parent: Kind?) -> Double {
    switch expression {
    case .variable: step(.variable, below: parent) + Double.log(Double(inputCount))
    case .real: step(.number, below: parent)
    case .rational(let number): step(.number, below: parent) + NumberPrice.of(number)
    case .constant(let constant): step(.namedConstant, below: parent) + NumberPrice.of(constant)
    case .sum(let parts): priceOfParts(parts, .sum, below: parent)
    case .product(let factors): priceOfProduct(factors, below: parent)
    case .power(let base, let exponent): priceOfPower(base, exponent, below: parent)
    case .function(let function, let argument):
      step(function.kind, below: parent) + price(argument, below: function.kind)
    case .piecewise(let polynomial, let argument):
      // Every number of a spline is measured.
      step(.rare, below: parent) + price(argument, below: .rare)
        + Double(polynomial.breaks.count) * step(.number, below: nil)
    }
  }

  private func priceOfParts(_ parts: [Expression], _ kind: Kind, below parent: Kind?) -> Double {
    guard parts.count > 1 else { return parts.first.map { price($0, below: parent) } ?? 0 }
    let written =
      step(kind, below: parent) + Double(parts.count - 2) * Self.furtherPart + Self.lastPart
      + parts.reduce(0) { $0 + price($1, below: kind) }
    guard kind == .sum, let inputs = Self.inputs(ofLinear: parts), inputs > 1 else { return written }
    return min(written, priceOfLinear(inputs, below: parent))
  }

  /// The number of inputs of a linear form with measured coefficients, with or without intercept; `nil` for any other sum.
  private static func inputs(ofLinear parts: [Expression]) -> Int? {
    var seen: Set<Expression> = []
    for part in parts {
      switch part {
      case .real: break
      case .product(let factors):
        guard factors.count == 2, case .real = factors[0], case .variable = factors[1],
          seen.insert(factors[1]).inserted
        else { return nil }
      default: return nil
      }
    }
    return seen.count
  }

  /// A linear form costs the number and the choice of its inputs, and otherwise as much as a line in one input.
  private func priceOfLinear(_ inputs: Int, below parent: Kind?) -> Double {
    let line = [Expression.real(1) * .variable("x"), .real(1)]
    return StructurePrice(inputCount: 1).priceOfParts(line, .sum, below: parent)
      + Double.log(Double(inputCount)) + DescriptionLength.logChoices(inputs, of: inputCount)
  }

  /// A factor −1 costs only a sign.
  private func priceOfProduct(_ factors: [Expression], below parent: Kind?) -> Double {
    let unsigned = factors.filter { $0 != -1 }
    let signs = Double(factors.count - unsigned.count) * NumberPrice.sign
    return signs + priceOfParts(unsigned, .product, below: parent)
  }

  private func priceOfPower(_ base: Expression, _ exponent: Expression, below parent: Kind?) -> Double {
    guard case .rational(let p) = exponent else {
      return step(.generalPower, below: parent) + price(base, below: .generalPower)
        + price(exponent, below: .generalPower)
    }
    if p == -1 { return step(.reciprocal, below: parent) + price(base, below: .reciprocal) }
    let kind: Kind = p.isInteger ? .power : .generalPower
    return step(kind, below: parent) + NumberPrice.ofExponent(p) + price(base, below: kind)
  }
}

extension ElementaryFunction {
  fileprivate var kind: OperatorFrequencies.Kind {
    switch self {
    case .exp: .exp
    case .log: .log
    case .sin: .sin
    case .cos: .cos
    case .tan: .tan
    case .sinh: .sinh
    case .cosh: .cosh
    case .tanh: .tanh
    case .abs: .absolute
    case .arcsin, .arccos, .arctan, .artanh, .sign, .erf: .rare
    }
  }
}
