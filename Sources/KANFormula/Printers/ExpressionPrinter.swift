/// Writes an expression in some notation.
public protocol ExpressionPrinter: Sendable {
  /// The expression in the printer's notation.
  func print(_ expression: Expression) -> String
}
