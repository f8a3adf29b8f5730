import SymbolLibrary

/// A closed form on an edge: φ(x) = Σₘ aₘ·fₘ(bₘ·x + cₘ) + d.
///
/// Most edges have one term; sums such as tanh(2x) − x³ need two.
package struct SymbolicEdge: Hashable, Sendable, Codable {
  /// The terms aₘ·fₘ(bₘ·x + cₘ).
  package var terms: [SymbolicTerm]
  /// The additive constant d.
  package var offset: Double

  /// A closed form from its terms and offset.
  package init(terms: [SymbolicTerm], offset: Double = 0) {
    self.terms = terms
    self.offset = offset
  }
}
