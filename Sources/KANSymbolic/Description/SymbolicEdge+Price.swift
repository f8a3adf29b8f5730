import KANFormula
import KANModel
import SymbolLibrary

extension SymbolicEdge {
  /// The price of the form in nats: that of every function and of the sum.
  var structurePrice: Double {
    let structure = StructurePrice(inputCount: 1)
    return structure(terms.count == 1 ? terms[0].symbol.expression : .sum(terms.map(\.symbol.expression)))
  }

  /// The number of constants that a fit may change, without redundant ones.
  var freeConstantCount: Int {
    terms.reduce(1) { $0 + 1 + ($1.symbol.gauge.hasRate ? 1 : 0) + ($1.symbol.gauge.hasShift ? 1 : 0) }
  }
}
