import KANModel
import SymbolLibrary

extension ModelFile {
  /// Properties of networks that other tools' files do not contain.
  public struct ImportOptions: Hashable, Sendable {
    /// The base function; `nil` takes that of the file, or the tool's default (SiLU).
    public var base: Network.BaseFunction?
    /// The activation functions of an ordinary network, which its file does not contain: one for all layers, one for each layer but
    /// the last, or one for each layer; `nil` if unknown.
    public var activations: [ModelFile.ImportOptions.Activation]?
    /// The ranges of the inputs of an ordinary network, by name; −1 … 1 for those not named.
    public var ranges: [String: ClosedRange<Double>]
    /// The names of the inputs, or of inputs and outputs; `nil` for x1, x2, … and y or y1, y2, …
    public var names: [String]?
    /// Functions that users have added to pykan's library, by their names there.
    public var symbols: SymbolCatalog

    /// Options; the defaults suit most files of Kolmogorov-Arnold networks.
    ///
    /// - Parameters:
    ///   - base: The base function; `nil` takes that of the file, or the tool's default (SiLU).
    ///   - activations: The activation functions of an ordinary network: one for all layers, one for each layer
    ///     but the last, or one for each layer; `nil` for a Kolmogorov-Arnold network and for an ONNX file,
    ///     which contains them.
    ///   - ranges: The ranges of the inputs of an ordinary network, by name; −1 … 1 for those not named.
    ///   - names: The names of all inputs, or of all inputs and then all outputs; `nil` for x1, x2,
    ///     … and y or y1, y2, …
    ///   - symbols: Functions that users have added to pykan's library, by their names there; `nil` for none.
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
