import KANFormula
import SymbolLibrary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// f and f′ of a symbol on whole tiles.
struct SymbolFunction: Sendable {
  private let symbol: Symbol

  init(_ symbol: Symbol) { self.symbol = symbol }

  /// Writes f(u) and, if asked, f′(u); NaN outside the domain.
  func evaluate(
    _ count: Int, _ u: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>,
    slopes: UnsafeMutablePointer<Double>?
  ) {
    for s in 0..<count {
      let (f, d) = Self.walk(symbol.expression, u[s])
      values[s] = f
      slopes?[s] = d
    }
  }

  private static func walk(_ e: Expression, _ x: Double) -> (Double, Double) {
    switch e {
    case .rational(let r): (Double(r.numerator) / Double(r.denominator), 0)
    case .real(let v): (v, 0)
    case .constant(let c): (c.value, 0)
    case .variable: (x, 1)
    case .sum(let t):
      t.reduce((0, 0)) { a, e in
        let w = walk(e, x)
        return (a.0 + w.0, a.1 + w.1)
      }
    case .product(let t):
      t.reduce((1, 0)) { a, e in
        let w = walk(e, x)
        return (a.0 * w.0, a.1 * w.0 + a.0 * w.1)
      }
    case .power(let b, let p):
      {
        let (u, du) = walk(b, x)
        let q = walk(p, x).0
        return (pow(u, q), q * pow(u, q - 1) * du)
      }()
    case .function(let f, let e):
      {
        let (u, du) = walk(e, x)
        switch f {
        case .exp: return (exp(u), exp(u) * du)
        case .log: return (log(u), du / u)
        case .sin: return (sin(u), cos(u) * du)
        case .cos: return (cos(u), -sin(u) * du)
        case .tanh: return (tanh(u), (1 - tanh(u) * tanh(u)) * du)
        default: return (.nan, .nan)
        }
      }()
    }
  }
}
