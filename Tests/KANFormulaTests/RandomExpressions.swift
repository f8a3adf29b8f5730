import KANFormula
import KANNumerics

/// Seeded expressions for property tests.
struct RandomExpressions {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func index(below count: Int) -> Int { Int(random.next() % UInt64(count)) }

  /// Any tree: exact and measured numbers, π, three variables, every function.
  mutating func tree(depth: Int) -> Expression {
    if depth == 0 || index(below: 8) == 0 { return leaf() }
    switch index(below: 9) {
    case 0, 1: return .sum((0..<(2 + index(below: 2))).map { _ in tree(depth: depth - 1) })
    case 2, 3: return .product((0..<(2 + index(below: 2))).map { _ in tree(depth: depth - 1) })
    case 4:
      let exponents = [Rational(2), -1, 3, .half, -.half, -2, Rational(3, 2) ?? 1]
      return .power(tree(depth: depth - 1), .rational(exponents[index(below: exponents.count)]))
    case 5: return tree(depth: depth - 1) - tree(depth: depth - 1)
    case 6: return tree(depth: depth - 1) / tree(depth: depth - 1)
    default:
      let functions = ElementaryFunction.allCases
      return .function(functions[index(below: functions.count)], tree(depth: depth - 1))
    }
  }

  private mutating func leaf() -> Expression {
    switch index(below: 6) {
    case 0: .rational(Rational(index(below: 7) - 3, index(below: 3) + 1) ?? 1)
    case 1: .real(random.uniform(in: -2...2))
    // π never stands alone: sin(π) is 0 exactly, but 1e-16 in Double, which a root or a pole would blow up.
    case 2: index(below: 2) == 0 ? .pi * .variable("x") : .power(2, .rational(.half))
    default: .variable(["x", "y", "z"][index(below: 3)])
    }
  }

  /// What a fitted network composes to: a measured constant at every place, redundant ones included.
  mutating func network(depth: Int) -> Expression {
    if depth == 0 { return .variable(["x", "y", "z"][index(below: 3)]) }
    let (left, right) = (edge(depth), edge(depth))
    return index(below: 4) == 0 ? left * right : left + right
  }

  private mutating func edge(_ depth: Int) -> Expression {
    let inner = constant() * network(depth: depth - 1) + constant()
    let outer: Expression =
      switch index(below: 9) {
      case 0: .sin(inner)
      case 1: .exp(inner)
      case 2: inner.pow(2)
      case 3: inner
      case 4: .tanh(inner)
      case 5: .log(inner)
      case 6: inner.sqrt()
      case 7: inner.pow(-1)
      default: .abs(inner)
      }
    return constant() * outer + constant()
  }

  private mutating func constant() -> Expression { .real(random.uniform(in: -1.5...1.5)) }

  /// A point of a box.
  mutating func point(in box: [String: ClosedRange<Double>]) -> [String: Double] {
    var result: [String: Double] = [:]
    for (name, range) in box.sorted(by: { $0.key < $1.key }) { result[name] = random.uniform(in: range) }
    return result
  }

  /// Boxes with known and with unknown signs.
  static let boxes: [[String: ClosedRange<Double>]] = [
    ["x": 0.1...2, "y": -1.5...1.5, "z": 0.2...3], ["x": -2...2, "y": -3...1, "z": -2 ... -0.3],
  ]
}
