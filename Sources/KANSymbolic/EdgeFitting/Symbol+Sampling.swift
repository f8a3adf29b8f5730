import KANModel
import RealModule
import SymbolLibrary

extension Symbol {
  /// The identity, which every catalog contains under this name and which structures use to join blocks.
  package static let identity = Symbol(
    name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)

  /// f at every argument.
  func values(at u: [Double]) -> [Double] { compiled.values(u) }
  /// f′ at every argument.
  func derivatives(at u: [Double]) -> [Double] { compiled.derivatives(u) }

  /// Whether f(x + 2π) = f(x), tested on the function itself.
  var isPeriodic: Bool {
    let places = [-1.3, -0.4, 0.2, 0.9, 2.3]
    let here = values(at: places)
    let there = values(at: places.map { $0 + 2 * Double.pi })
    return zip(here, there).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($0)) }
  }
}

extension SymbolicTerm {
  /// f(b·x + c), without the amplitude.
  func values(at x: [Double]) -> [Double] { symbol.values(at: x.map { rate * $0 + shift }) }
}
