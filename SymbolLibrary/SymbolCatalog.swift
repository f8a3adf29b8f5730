import KANFormula

/// A set of symbols that edges may become, looked up by name.
public struct SymbolCatalog: Hashable, Sendable {
  /// The symbols, simplest first.
  package let symbols: [Symbol]

  /// The names of the symbols, simplest first.
  public var names: [String] { symbols.map(\.name) }

  /// A catalog of the given symbols.
  package init(symbols: [Symbol]) { self.symbols = symbols }

  /// The symbol called `name`.
  package subscript(name: String) -> Symbol? { symbols.first { $0.name == name } }
}
