import KANFormula
import SymbolLibrary

extension Discovery.Options {
  /// Constraints on the form of a law, beyond the allowed functions: functions per input, forbidden nestings, and maximum length.
  public struct Constraints: Sendable, Hashable {
    /// A function that may not occur inside another.
    public struct Nesting: Sendable, Hashable {
      /// The outer function.
      public let outer: FormulaExpression.ElementaryFunction
      /// The function that may not occur inside it, at any depth.
      public let inner: FormulaExpression.ElementaryFunction

      /// Forbids a function inside another.
      ///
      /// - Parameters:
      ///   - inner: The function that may not occur inside the other, at any depth.
      ///   - outer: The function around it.
      public init(
        _ inner: FormulaExpression.ElementaryFunction, inside outer: FormulaExpression.ElementaryFunction
      ) {
        (self.outer, self.inner) = (outer, inner)
      }
    }

    /// The functions that may contain an input, by its name, besides whole powers; inputs without an entry may occur inside every
    /// function of the search's catalog. A root or a logarithm may contain the absolute value of the input, which is not possible
    /// elsewhere unless it is one of the functions.
    public var functions: [String: SymbolCatalog]
    /// The forbidden nestings.
    public var forbidden: Set<Nesting>
    /// The maximum number of nodes as `FormulaExpression.complexity` counts them; `nil` for no limit.
    public var maximumComplexity: Int?

    /// Constraints; by default nothing is forbidden.
    ///
    /// - Parameters:
    ///   - functions: The functions that may contain an input, by its name; inputs without an entry
    ///     may occur inside all.
    ///   - forbidden: The forbidden nestings.
    ///   - maximumComplexity: The maximum number of nodes as `FormulaExpression.complexity` counts
    ///     them; `nil` for no limit.
    public init(
      functions: [String: SymbolCatalog] = [:], forbidden: Set<Nesting> = [], maximumComplexity: Int? = nil
    ) {
      self.functions = functions
      self.forbidden = forbidden
      self.maximumComplexity = maximumComplexity
    }

    /// Whether nothing is forbidden.
    package var isEmpty: Bool { functions.isEmpty && forbidden.isEmpty && maximumComplexity == nil }

    /// Whether an expression satisfies the constraints.
    ///
    /// - Parameter expression: The right-hand side of a law, in the names of the inputs.
    public func allow(_ expression: FormulaExpression) -> Bool {
      if let maximumComplexity, expression.complexity > maximumComplexity { return false }
      return isEmpty || allows(expression, inside: [])
    }

    /// Traverses the expression with the set of enclosing functions.
    ///
    /// - Parameter needsSize: Whether the expression is the argument of a root or a logarithm, which exist for inputs of both signs
    ///   only with the absolute value.
    private func allows(
      _ expression: Expression, inside outer: Set<ElementaryFunction>, needsSize: Bool = false
    ) -> Bool {
      switch expression {
      case .rational, .real, .constant, .variable: return true
      case .sum(let parts), .product(let parts): return parts.allSatisfy { allows($0, inside: outer) }
      case .power(let base, let exponent):
        return isOfferedAround(expression) && allows(exponent, inside: outer)
          && allows(base, inside: outer, needsSize: !exponent.isWhole)
      case .piecewise(_, let argument): return isOfferedAround(expression) && allows(argument, inside: outer)
      case .function(let function, let argument):
        guard needsSize && function == .abs || isOfferedAround(expression) else { return false }
        let isForbidden = outer.contains { forbidden.contains(Nesting(function, inside: $0)) }
        return !isForbidden && allows(argument, inside: outer.union([function]), needsSize: function == .log)
      }
    }

    /// Whether the function or power at the root of an expression is among those of every input below it.
    private func isOfferedAround(_ expression: Expression) -> Bool {
      if functions.isEmpty { return true }
      // Inner functions are checked separately.
      let own = expression.withArgument(.variable("x"))
      return Set(expression.variables).allSatisfy { functions[$0]?.lists(own) ?? true }
    }
  }
}

extension Expression {
  /// Whether it is a whole number.
  fileprivate var isWhole: Bool {
    if case .rational(let value) = self { value.denominator == 1 } else { false }
  }

  /// The root of the expression with another argument.
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
