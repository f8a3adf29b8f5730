import KANFormula

extension SymbolCatalog {
  /// The functions that come with SwiftKAN, simplest first. To add one, see the README of this folder.
  public static let standard = SymbolCatalog(
    symbols: (powers + exponential + trigonometric + hyperbolic + bells + circular + saturating + kinks)
      .enumerated()
      .sorted { ($0.element.complexity, $0.offset) < ($1.element.complexity, $1.offset) }.map(\.element))

  /// The argument of every symbol.
  static let x = Expression.variable("x")
}
