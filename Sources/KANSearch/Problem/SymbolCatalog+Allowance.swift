import KANFormula
import SymbolLibrary

extension SymbolCatalog {
  /// Whether an expression consists only of functions that occur in the catalog's symbols, absolute values, sums and products.
  func allows(_ expression: Expression) -> Bool {
    expression.ingredients.isSubset(of: ingredients.union([.function(.abs)]))
  }

  /// The same where absolute values must occur in the catalog's symbols like all other functions.
  func lists(_ expression: Expression) -> Bool { expression.ingredients.isSubset(of: ingredients) }

  private var ingredients: Set<Ingredient> {
    symbols.map { $0.expression.ingredients }.reduce(into: []) { $0.formUnion($1) }
  }
}

/// The elements of an expression besides sums, products and numbers.
private enum Ingredient: Hashable {
  case function(ElementaryFunction)
  case inverse
  case root
  case anyPower
  case spline
}

extension Expression {
  fileprivate var ingredients: Set<Ingredient> {
    switch self {
    case .rational, .real, .constant, .variable: []
    case .sum(let parts), .product(let parts): parts.reduce(into: []) { $0.formUnion($1.ingredients) }
    case .piecewise(_, let argument): argument.ingredients.union([.spline])
    case .function(let function, let argument): argument.ingredients.union([.function(function)])
    case .power(let base, .rational(let p)):
      base.ingredients.union(p.denominator > 1 ? [.root] : []).union(p < .zero ? [.inverse] : [])
    // A measured exponent lies between the roots.
    case .power(let base, .real(let p)):
      base.ingredients.union(p < 0 ? [.root, .inverse] : [.root])
    case .power(let base, let exponent):
      base.ingredients.union(exponent.ingredients).union([.anyPower])
    }
  }
}
