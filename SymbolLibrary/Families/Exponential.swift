import KANFormula

extension SymbolCatalog {
  /// eˣ and its inverse. A shift of exp is equivalent to a factor in front, a rate of log to an added constant.
  static let exponential: [Symbol] = [
    Symbol(name: "exp", expression: .exp(x), gauge: .shiftAbsorbed, complexity: 2),
    Symbol(name: "log", expression: .log(x), domain: .positive, gauge: .rateAbsorbed, complexity: 2),
  ]
}
