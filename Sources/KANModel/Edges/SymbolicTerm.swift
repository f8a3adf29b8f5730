import SymbolLibrary

/// One term a·f(b·x + c) of a symbolic edge.
public struct SymbolicTerm: Hashable, Sendable, Codable {
  /// The function f.
  public var symbol: Symbol
  /// The factor a.
  public var amplitude: Double
  /// The inner factor b; 1 and not trained where the symbol's gauge absorbs it.
  public var rate: Double
  /// The inner shift c; 0 and not trained where the symbol's gauge absorbs it.
  public var shift: Double

  /// A term; leave `rate` and `shift` at their neutral values where the symbol's gauge absorbs them.
  public init(symbol: Symbol, amplitude: Double = 1, rate: Double = 1, shift: Double = 0) {
    self.symbol = symbol
    self.amplitude = amplitude
    self.rate = rate
    self.shift = shift
  }
}
