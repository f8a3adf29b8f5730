import KANFormula

/// A set of symbols that edges may become, found by name.
public struct SymbolCatalog: Hashable, Sendable {
  /// The symbols, simplest first.
  public let symbols: [Symbol]

  /// A catalog of the given symbols.
  public init(symbols: [Symbol]) { self.symbols = symbols }

  /// The symbol called `name`.
  public subscript(name: String) -> Symbol? { symbols.first { $0.name == name } }
}
