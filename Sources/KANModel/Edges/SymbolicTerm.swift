import SymbolLibrary

/// One term a·f(b·x + c) of a symbolic edge.
package struct SymbolicTerm: Hashable, Sendable, Codable {
  /// The function f.
  package var symbol: Symbol
  /// The factor a.
  package var amplitude: Double
  /// The inner factor b; 1 and not trained if the symbol's gauge absorbs it.
  package var rate: Double
  /// The inner shift c; 0 and not trained if the symbol's gauge absorbs it.
  package var shift: Double

  /// A term; leave `rate` and `shift` at their neutral values if the symbol's gauge absorbs them.
  package init(symbol: Symbol, amplitude: Double = 1, rate: Double = 1, shift: Double = 0) {
    self.symbol = symbol
    self.amplitude = amplitude
    self.rate = rate
    self.shift = shift
  }
}
