import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import KANVerification
import SymbolLibrary

/// Seeded formulas and networks with points at which they are finite and well-conditioned, for every language alike.
enum SampleFormulas {
  /// Random trees of every function, number and operation, over names that some language does not allow.
  static func formulas(_ count: Int) -> [LanguageTrial.Case] {
    var cases: [LanguageTrial.Case] = []
    var seed: UInt64 = 4_000
    while cases.count < count {
      seed += 1
      var source = SeededRandom(seed: seed)
      let names = nameSets[Int(seed) % nameSets.count]
      let expression = tree(depth: 4, names, &source)
      let points = (0..<12).map { _ in names.map { _ in source.uniform(in: 0.2...2) } }
        .filter { isWellConditioned(expression, names, $0) }
      guard points.count >= 6, expression.complexity >= 5 else { continue }
      cases.append(
        LanguageTrial.Case(
          program: Program(
            name: "law\(cases.count)", inputs: names.map { Formula.Variable(name: $0) },
            outputs: [Program.Definition(name: "y", expression: expression)]), points: points))
    }
    return cases
  }

  /// Words of some language, Greek, spaces, digits in front, and names that become equal once they are made legal.
  private static let nameSets = [
    ["x", "y", "z"], ["lep_pt", "class", "θ"], ["lambda", "a b", "a_b"], ["1st", "E", "end"],
    ["x1", "x_2", "sin"], ["if", "s", "np"],
  ]

  private static func tree(depth: Int, _ names: [String], _ source: inout SeededRandom) -> Expression {
    func index(_ count: Int) -> Int { Int(source.next() % UInt64(count)) }
    func deeper() -> Expression { tree(depth: depth - 1, names, &source) }
    if depth == 0 || index(9) == 0 {
      switch index(8) {
      case 0: return .rational(Rational(index(9) - 4, index(4) + 1) ?? 1)
      case 1: return .real(source.uniform(in: -2...2))
      case 2: return .real(source.uniform(in: 1...9) * [1e-7, 1e-3, 1e5][index(3)])
      case 3:
        return [.pi, .constant(.e), .power(2, .rational(.half)), .power(3, .rational(Rational(1, 3) ?? 1))][
          index(4)]
      default: return .variable(names[index(names.count)])
      }
    }
    switch index(11) {
    case 0, 1: return .sum((0..<(2 + index(3))).map { _ in deeper() })
    case 2, 3: return .product((0..<(2 + index(2))).map { _ in deeper() })
    case 4: return deeper() - deeper()
    case 5: return deeper() / (1 + deeper().pow(2))
    case 6: return -deeper()
    case 7:
      let exponents = [Rational(2), 3, 5, -1, -2, .half, -.half, Rational(3, 2) ?? 1, Rational(-1, 3) ?? 1]
      return .power(deeper(), .rational(exponents[index(exponents.count)]))
    case 8: return .power(1 + .abs(deeper()), .tanh(deeper()))
    default:
      let functions = ElementaryFunction.allCases
      return .function(functions[index(functions.count)], deeper())
    }
  }

  /// Whether rounding of the inputs and constants changes the value by little more than its own rounding.
  private static func isWellConditioned(_ expression: Expression, _ names: [String], _ point: [Double])
    -> Bool
  {
    func value(_ shift: Double, _ tree: Expression) -> Double {
      tree.value(at: Dictionary(uniqueKeysWithValues: zip(names, point.map { $0 * (1 + shift) })))
    }
    let shifted = expression.replacingFreeConstants(with: expression.freeConstants.map { $0 * (1 + 1e-9) })
    let y = value(0, expression)
    guard y.isFinite, abs(y) < 1e8 else { return false }
    return [value(1e-9, expression), value(-1e-9, expression), value(1e-9, shifted)].allSatisfy {
      abs($0 - y) <= 1e-7 * max(1, abs(y))
    }
  }

  /// Networks with splines of every order, base and continuation, closed forms, products, cuts and two outputs.
  static func networks(_ count: Int) -> [LanguageTrial.Case] {
    (0..<count).map { n in
      var source = SeededRandom(seed: UInt64(n + 70))
      let network = network(n, &source)
      var program = network.program()
      program.name = "net\(n)"
      let points = (0..<10).map { _ in network.inputs.map { _ in source.uniform(in: -3...3) } }
      return LanguageTrial.Case(program: program, points: points)
    }
  }

  private static func network(_ n: Int, _ source: inout SeededRandom) -> Network {
    let base = Network.BaseFunction.allCases[n % Network.BaseFunction.allCases.count]
    let outside = OutsidePolicy.allCases[n % OutsidePolicy.allCases.count]
    let order = n % 5 + 1
    let sine = SymbolicTerm(
      symbol: Symbol(name: "sin", expression: .sin(.variable("x")), complexity: 2), amplitude: 0.7, rate: 1.3,
      shift: 0.2)
    func layer(_ inputs: Int, sums: Int, products: [Int] = []) -> Layer {
      let grids = (0..<inputs).map { _ in
        KnotGrid.adaptive(to: source.normals(60), intervals: 3 + n % 4, order: order)
      }
      let factors = sums + products.reduce(0, +)
      return Layer(
        inputCount: inputs, sumCount: sums, productArities: products, base: base, grids: grids,
        edges: (0..<inputs * factors).map { place in
          switch Int(source.next() % 8) {
          case 0: .symbolic(SymbolicEdge(terms: [sine], offset: 0.1))
          case 1 where place > 0: .cut
          default:
            .spline(
              SplineEdge(
                baseWeight: source.normal(), coefficients: source.normals(grids[place % inputs].basisCount)))
          }
        }, biases: source.normals(factors))
    }
    let inputs = ["a", "class", "theta_1"].map { Network.Feature(name: $0, shift: 0.3, scale: 1.5) }
    let outputs = [Network.Feature(name: "y", shift: 2, scale: 0.5), Network.Feature(name: "end")]
    switch n % 3 {
    case 0:
      return Network(
        inputs: inputs, outputs: Array(outputs.prefix(1)), layers: [layer(3, sums: 2), layer(2, sums: 1)],
        outside: outside)
    case 1:
      return Network(
        inputs: Array(inputs.prefix(2)), outputs: outputs,
        layers: [layer(2, sums: 1, products: [2]), layer(2, sums: 2)], outside: outside)
    default:
      return Network(
        inputs: Array(inputs.prefix(2)), outputs: Array(outputs.prefix(1)),
        layers: [layer(2, sums: 2), layer(2, sums: 2), layer(2, sums: 1)], outside: outside)
    }
  }
}
