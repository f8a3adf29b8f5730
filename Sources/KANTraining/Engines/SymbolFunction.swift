import KANFormula
import SymbolLibrary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// f and f′ of a symbol on whole tiles: forward-mode differentiation, one pass over the tile per operation.
struct SymbolFunction: Sendable {
  /// An operation with its operands; numbers are folded.
  private indirect enum Node: Sendable {
    case variable
    case number(Double)
    case sum([Node])
    case product([Node])
    case integerPower(Node, Int)
    case power(Node, Double)
    case function(ElementaryFunction, Node)
  }

  private let root: Node

  init(_ symbol: Symbol) { root = Self.node(symbol.expression) }

  /// Writes f(u) and, if asked, f′(u); NaN or infinite outside the domain.
  func evaluate(
    _ count: Int, _ u: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>?
  ) {
    Self.evaluate(root, count, u, values, slopes)
  }

  private static func node(_ expression: Expression) -> Node {
    switch expression {
    case .rational(let q): return .number(Double(q.numerator) / Double(q.denominator))
    case .real(let value): return .number(value)
    case .constant(let constant): return .number(constant.value)
    case .variable: return .variable
    case .sum(let terms): return .sum(terms.map(node))
    case .product(let factors): return .product(factors.map(node))
    case .function(let f, let argument): return .function(f, node(argument))
    case .power(let base, let exponent):
      guard case .number(let p) = folded(node(exponent)) else {
        // uᵛ = e^{v·log u} where the exponent varies.
        return .function(.exp, .product([node(exponent), .function(.log, node(base))]))
      }
      return p == p.rounded() && abs(p) <= 8 ? .integerPower(node(base), Int(p)) : .power(node(base), p)
    }
  }

  /// The number a node without variable stands for.
  private static func folded(_ node: Node) -> Node {
    guard !hasVariable(node) else { return node }
    var (x, value) = (0.0, 0.0)
    evaluate(node, 1, &x, &value, nil)
    return .number(value)
  }

  private static func hasVariable(_ node: Node) -> Bool {
    switch node {
    case .variable: true
    case .number: false
    case .sum(let parts), .product(let parts): parts.contains(where: hasVariable)
    case .integerPower(let base, _), .power(let base, _), .function(_, let base): hasVariable(base)
    }
  }

  private static func evaluate(
    _ node: Node, _ count: Int, _ x: UnsafePointer<Double>, _ v: UnsafeMutablePointer<Double>,
    _ d: UnsafeMutablePointer<Double>?
  ) {
    switch node {
    case .variable:
      v.update(from: x, count: count)
      d?.update(repeating: 1, count: count)
    case .number(let number):
      v.update(repeating: number, count: count)
      d?.update(repeating: 0, count: count)
    case .sum(let parts):
      v.update(repeating: 0, count: count)
      d?.update(repeating: 0, count: count)
      forEachPart(parts, count, x, wantsSlopes: d != nil) { pv, pd in
        for s in 0..<count { v[s] += pv[s] }
        if let d, let pd { for s in 0..<count { d[s] += pd[s] } }
      }
    case .product(let parts):
      v.update(repeating: 1, count: count)
      d?.update(repeating: 0, count: count)
      forEachPart(parts, count, x, wantsSlopes: d != nil) { pv, pd in
        if let d, let pd { for s in 0..<count { d[s] = d[s] * pv[s] + v[s] * pd[s] } }
        for s in 0..<count { v[s] *= pv[s] }
      }
    case .integerPower(let base, let n):
      evaluate(base, count, x, v, d)
      for s in 0..<count {
        let below = integerPower(v[s], n - 1)
        if let d { d[s] *= Double(n) * below }
        v[s] = n == 0 ? 1 : below * v[s]
      }
    case .power(let base, let p):
      evaluate(base, count, x, v, d)
      for s in 0..<count {
        if let d { d[s] *= p * pow(v[s], p - 1) }
        v[s] = pow(v[s], p)
      }
    case .function(let f, let argument):
      evaluate(argument, count, x, v, d)
      apply(f, count, v, d)
    }
  }

  /// Evaluates each operand into scratch rows.
  private static func forEachPart(
    _ parts: [Node], _ count: Int, _ x: UnsafePointer<Double>, wantsSlopes: Bool,
    _ body: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>?) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { scratch in
      guard let values = scratch.baseAddress else { return }
      let slopes = wantsSlopes ? values + count : nil
      for part in parts {
        evaluate(part, count, x, values, slopes)
        body(values, slopes)
      }
    }
  }

  private static func integerPower(_ x: Double, _ n: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(n) { result *= x }
    return n < 0 ? 1 / result : result
  }

  /// v ← f(v), d ← f′(v)·d.
  private static func apply(
    _ f: ElementaryFunction, _ count: Int, _ v: UnsafeMutablePointer<Double>,
    _ d: UnsafeMutablePointer<Double>?
  ) {
    func map(_ value: (Double) -> Double, _ slope: (_ u: Double, _ f: Double) -> Double) {
      for s in 0..<count {
        let y = value(v[s])
        if let d { d[s] *= slope(v[s], y) }
        v[s] = y
      }
    }
    switch f {
    case .exp: map(exp) { _, y in y }
    case .log: map(log) { u, _ in 1 / u }
    case .sin: map(sin) { u, _ in cos(u) }
    case .cos: map(cos) { u, _ in -sin(u) }
    case .tan: map(tan) { _, y in 1 + y * y }
    case .arcsin: map(asin) { u, _ in 1 / (1 - u * u).squareRoot() }
    case .arccos: map(acos) { u, _ in -1 / (1 - u * u).squareRoot() }
    case .arctan: map(atan) { u, _ in 1 / (1 + u * u) }
    case .sinh: map(sinh) { u, _ in cosh(u) }
    case .cosh: map(cosh) { u, _ in sinh(u) }
    case .tanh: map(tanh) { _, y in 1 - y * y }
    case .artanh: map(atanh) { u, _ in 1 / (1 - u * u) }
    case .abs: map(abs) { u, _ in u < 0 ? -1 : u > 0 ? 1 : 0 }
    case .sign: map({ $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, { _, _ in 0 })
    }
  }
}
