import KANModel
import SymbolLibrary

/// What other tools' files do not say about their networks.
public struct ImportOptions: Hashable, Sendable {
  /// The base function; `nil` takes what the file says, or the tool's default (SiLU).
  public var base: BaseFunction?
  /// The names of the inputs, or of inputs and outputs; `nil` for x1, x2, … and y or y1, y2, …
  public var names: [String]?
  /// Functions that users have added to pykan's library, by their names there.
  public var symbols: SymbolCatalog

  /// Options, by default those that most files need.
  public init(
    base: BaseFunction? = nil, names: [String]? = nil, symbols: SymbolCatalog = SymbolCatalog(symbols: [])
  ) {
    self.base = base
    self.names = names
    self.symbols = symbols
  }
}
