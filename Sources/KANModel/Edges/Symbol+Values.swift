import KANFormula
import SymbolLibrary

extension Symbol {
  /// f at every x; NaN outside the real domain.
  func values(at x: [Double]) -> [Double] { x.map { Dual(expression, at: $0).value } }

  /// f′ at every x.
  func derivatives(at x: [Double]) -> [Double] { x.map { Dual(expression, at: $0).slope } }
}
