import SymbolLibrary

/// A closed form on an edge: φ(x) = Σₘ aₘ·fₘ(bₘ·x + cₘ) + d.
///
/// Most edges have one term; sums such as tanh(2x) − x³ need two.
public struct SymbolicEdge: Hashable, Sendable, Codable {
  /// The terms aₘ·fₘ(bₘ·x + cₘ).
  public var terms: [SymbolicTerm]
  /// The additive constant d.
  public var offset: Double

  /// A closed form from its terms and offset.
  public init(terms: [SymbolicTerm], offset: Double = 0) {
    self.terms = terms
    self.offset = offset
  }
}
