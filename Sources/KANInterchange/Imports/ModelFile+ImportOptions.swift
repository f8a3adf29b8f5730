import KANModel
import SymbolLibrary

extension ModelFile {
  /// What other tools' files do not say about their networks.
  public struct ImportOptions: Hashable, Sendable {
    /// The base function; `nil` takes what the file says, or the tool's default (SiLU).
    public var base: Network.BaseFunction?
    /// The functions between the layers of an ordinary network, which its file does not say: one for all, one for each layer
    /// but the last, or one for each layer; `nil` if it is not known.
    public var activations: [ModelFile.ImportOptions.Activation]?
    /// Where the inputs of an ordinary network lie, by their names; −1 … 1 for those not named.
    public var ranges: [String: ClosedRange<Double>]
    /// The names of the inputs, or of inputs and outputs; `nil` for x1, x2, … and y or y1, y2, …
    public var names: [String]?
    /// Functions that users have added to pykan's library, by their names there.
    public var symbols: SymbolCatalog

    /// Options, by default those that most files need.
    public init(
      base: Network.BaseFunction? = nil, activations: [ModelFile.ImportOptions.Activation]? = nil,
      ranges: [String: ClosedRange<Double>] = [:],
      names: [String]? = nil, symbols: SymbolCatalog? = nil
    ) {
      self.activations = activations
      self.ranges = ranges
      self.base = base
      self.names = names
      self.symbols = symbols ?? SymbolCatalog(symbols: [])
    }
  }
}
