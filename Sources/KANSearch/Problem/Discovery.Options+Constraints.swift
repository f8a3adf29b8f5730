import KANFormula
import SymbolLibrary

extension Discovery.Options {
  /// What a law may look like, beyond the functions that may occur at all: which functions of which input, which inside which, and
  /// how long.
  public struct Constraints: Sendable, Hashable {
    /// A function that may not stand inside another.
    public struct Nesting: Sendable, Hashable {
      /// What stands around.
      public let outer: FormulaExpression.ElementaryFunction
      /// What may not stand inside it, at any depth.
      public let inner: FormulaExpression.ElementaryFunction

      /// Forbids a function inside another.
      public init(
        _ inner: FormulaExpression.ElementaryFunction, inside outer: FormulaExpression.ElementaryFunction
      ) {
        (self.outer, self.inner) = (outer, inner)
      }
    }

    /// The functions that may stand around an input, by its name; inputs without an entry may stand inside every function of the
    /// search's catalog.
    public var functions: [String: SymbolCatalog]
    /// What may not stand inside each other.
    public var forbidden: Set<Nesting>
    /// The most nodes as `Expression.complexity` counts them; `nil` for any number.
    public var maximumComplexity: Int?

    /// By default nothing is forbidden.
    public init(
      functions: [String: SymbolCatalog] = [:], forbidden: Set<Nesting> = [], maximumComplexity: Int? = nil
    ) {
      self.functions = functions
      self.forbidden = forbidden
      self.maximumComplexity = maximumComplexity
    }

    /// Whether nothing is forbidden.
    package var isEmpty: Bool { functions.isEmpty && forbidden.isEmpty && maximumComplexity == nil }

    /// Whether an expression keeps to the constraints.
    public func allow(_ expression: FormulaExpression) -> Bool {
      if let maximumComplexity, expression.complexity > maximumComplexity { return false }
      return isEmpty || allows(expression, inside: [])
    }

    /// Walks down with what stands around.
    private func allows(_ expression: Expression, inside outer: Set<ElementaryFunction>) -> Bool {
      switch expression {
      case .rational, .real, .constant, .variable: return true
      case .sum(let parts), .product(let parts): return parts.allSatisfy { allows($0, inside: outer) }
      case .power(let base, let exponent):
        return isOfferedAround(expression) && allows(base, inside: outer) && allows(exponent, inside: outer)
      case .piecewise(_, let argument): return isOfferedAround(expression) && allows(argument, inside: outer)
      case .function(let function, let argument):
        guard isOfferedAround(expression) else { return false }
        let isForbidden = outer.contains { forbidden.contains(Nesting(function, inside: $0)) }
        return !isForbidden && allows(argument, inside: outer.union([function]))
      }
    }

    /// Whether the function or power at the root of an expression is among those of every input below it.
    private func isOfferedAround(_ expression: Expression) -> Bool {
      if functions.isEmpty { return true }
      // What stands further inside is asked for by itself.
      let own = expression.withArgument(.variable("x"))
      return Set(expression.variables).allSatisfy { functions[$0]?.allows(own) ?? true }
    }
  }
}

extension Expression {
  /// The root of the expression around another argument.
  fileprivate func withArgument(_ argument: Expression) -> Expression {
    switch self {
    case .power(_, .rational(let p)): .power(argument, .rational(p))
    case .power(_, let exponent): .power(argument, exponent.variables.isEmpty ? exponent : argument)
    case .function(let function, _): .function(function, argument)
    case .piecewise(let polynomial, _): .piecewise(polynomial, argument)
    default: argument
    }
  }
}
