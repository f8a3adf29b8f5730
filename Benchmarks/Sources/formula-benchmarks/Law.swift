import KANFormula
import KANNumerics

/// A function on a box that a network learns.
struct Law {
  let text: String
  let expression: KANFormula.Expression
  let box: [(name: String, range: ClosedRange<Double>)]

  /// Laws of textbooks, with the ranges of their variables.
  static let known: [(text: String, box: [(name: String, range: ClosedRange<Double>)])] = [
    ("exp(sin(pi*x) + y^2)", [("x", -1...1), ("y", -1...1)]),
    ("exp(-x^2/2)/sqrt(2*pi)", [("x", -3...3)]),
    ("sqrt(x^2 + y^2)", [("x", 0.5...3), ("y", 0.5...3)]),
    ("x*y", [("x", -2...2), ("y", -2...2)]),
    ("x/y", [("x", -2...2), ("y", 0.5...3)]),
    ("sqrt(2*p*q*(1 - cos(phi)))", [("p", 20...90), ("q", 20...80), ("phi", 0.3...3)]),
    ("g*m/r^2", [("g", 1...3), ("m", 1...5), ("r", 1...3)]),
    ("m*v^2/2", [("m", 1...5), ("v", -3...3)]),
    ("m/sqrt(1 - v^2)", [("m", 1...5), ("v", 0...0.8)]),
    ("(u + v)/(1 + u*v)", [("u", 0...0.9), ("v", 0...0.9)]),
    ("a*sin(w*t)", [("a", 0.5...2), ("w", 0.5...2), ("t", 0...3)]),
    ("exp(-t/2)*cos(3*t)", [("t", 0...4)]),
    ("1/(1 + exp(-x))", [("x", -5...5)]),
    ("n*x/(1 + n*x)", [("n", 0.2...3), ("x", 0.1...4)]),
    ("log(x) + 2*log(y)", [("x", 0.3...4), ("y", 0.3...4)]),
    ("x^3 - 2*x + y", [("x", -2...2), ("y", -2...2)]),
    ("tanh(x)*y", [("x", -2...2), ("y", -1...2)]),
    ("1/(exp(x) - 1)", [("x", 0.3...4)]),
    ("x^3/(exp(x) - 1)", [("x", 0.3...6)]),
    ("p*v/t", [("p", 1...5), ("v", 1...5), ("t", 1...5)]),
    ("k*q/r^2", [("k", 1...3), ("q", -2...2), ("r", 0.7...3)]),
    ("2*pi*sqrt(l/g)", [("l", 0.2...3), ("g", 5...12)]),
    ("sin(x)*cos(y)", [("x", -3...3), ("y", -3...3)]),
    ("atan(y/x)", [("x", 0.5...3), ("y", -2...2)]),
    ("abs(x) + y", [("x", -2...2), ("y", -2...2)]),
    ("x^2 + y^2 + 2*x*y", [("x", -2...2), ("y", -2...2)]),
    ("(x - 1)^2 + (y + 2)^2", [("x", -2...2), ("y", -2...2)]),
    ("a*b + c*d", [("a", -1...1), ("b", -1...1), ("c", -1...1), ("d", -1...1)]),
    ("a + b*c", [("a", -2...2), ("b", -2...2), ("c", -2...2)]),
    ("asin(n*sin(x))", [("n", 0.2...0.8), ("x", -1...1)]),
    ("1/(1/a + 1/b)", [("a", 0.5...4), ("b", 0.5...4)]),
    ("x1*x2 + y1*y2", [("x1", -1...1), ("x2", -1...1), ("y1", -1...1), ("y2", -1...1)]),
    ("exp(-(x - m)^2)", [("x", -2...2), ("m", -1...1)]),
    ("t0*(1 + a*x)^1.5", [("t0", 1...3), ("a", 0.2...1), ("x", 0...3)]),
    ("cosh(x) + sinh(y)", [("x", -2...2), ("y", -2...2)]),
    ("log(1 + x^2 + y^2)", [("x", -2...2), ("y", -2...2)]),
    ("x*exp(-y)", [("x", -2...2), ("y", 0...3)]),
    ("sin(x)^2 + y", [("x", -2...2), ("y", -1...1)]),
    ("v*t + a*t^2/2", [("v", -2...2), ("t", 0...3), ("a", -2...2)]),
    ("1/(x^2 + 1)", [("x", -3...3)]),
    ("(1 + cos(x)^2)*y", [("x", -3...3), ("y", 0...2)]),
    ("e1 - e2 + sqrt(p1)", [("e1", 0...5), ("e2", 0...5), ("p1", 0.2...5)]),
    ("3*x + 4*y - z", [("x", -2...2), ("y", -2...2), ("z", -2...2)]),
    ("sqrt(x)*y^2", [("x", 0.2...4), ("y", -2...2)]),
    ("x^1.5/y", [("x", 0.3...3), ("y", 0.5...3)]),
    ("log(x/y)", [("x", 0.5...4), ("y", 0.5...4)]),
    ("cos(x - y)", [("x", -2...2), ("y", -2...2)]),
    ("1 - exp(-x*y)", [("x", 0.1...2), ("y", 0.1...2)]),
    ("x - x^3/6", [("x", -2...2)]),
    ("tan(x/2)", [("x", -2...2)]),
  ]

  /// The laws of `known`, then random ones.
  static func number(_ index: Int) throws -> Law {
    if index < known.count {
      let (text, box) = known[index]
      return Law(text: text, expression: try KANFormula.Expression(parsing: text), box: box)
    }
    var random = SeededRandom(seed: 0xF0 + UInt64(index))
    let count = 1 + Int(random.next() % 3)
    let box = (0..<count).map { i -> (name: String, range: ClosedRange<Double>) in
      let lower = random.uniform(in: -2...1)
      return (["x", "y", "z"][i], lower...(lower + random.uniform(in: 1...3)))
    }
    let expression = tree(&random, names: box.map(\.name), depth: 2)
    return Law(text: TextPrinter(digits: 4).print(expression), expression: expression, box: box)
  }

  /// Sums, products and functions of all variables in turn.
  private static func tree(
    _ random: inout SeededRandom, names: [String], depth: Int
  ) -> KANFormula.Expression {
    func constant() -> KANFormula.Expression { .real(random.uniform(in: 0.3...2)) }
    var parts = names.map { name -> KANFormula.Expression in
      let u = constant() * .variable(name) + constant()
      switch random.next() % 9 {
      case 0: return .sin(u)
      case 1: return .exp(u)
      case 2: return u.pow(2)
      case 3: return .tanh(u)
      case 4: return .log(1 + u.pow(2))
      case 5: return (1 + u.pow(2)).pow(-1)
      case 6: return .arctan(u)
      case 7: return (1 + u.pow(2)).sqrt()
      default: return u
      }
    }
    if parts.count == 1 { parts.append(.variable(names[0])) }
    let joined =
      random.next() % 2 == 0 ? parts.dropFirst().reduce(parts[0], +) : parts.dropFirst().reduce(parts[0], *)
    switch random.next() % 4 {
    case 0: return .sin(joined)
    case 1: return .tanh(joined)
    default: return joined
    }
  }
}
