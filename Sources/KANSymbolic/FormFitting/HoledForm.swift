import KANFormula

/// A form that is known except for some functions, as a user writes it: `sqrt(f(x)^2 + g(y))`.
///
/// Functions with unknown names are the holes; names of columns are inputs, all other names constants to be fitted, and numbers are
/// kept as they are written.
package struct HoledForm: Sendable, Hashable {
  /// An occurrence of an unknown function.
  package struct Use: Sendable, Hashable {
    /// The index of the function in `functions`.
    package let function: Int
    /// Its arguments: expressions of columns.
    package let arguments: [Expression]
    /// The variable of `expression` that represents its value.
    package let variable: String

    package init(function: Int, arguments: [Expression], variable: String) {
      self.function = function
      self.arguments = arguments
      self.variable = variable
    }
  }

  /// The form as it was written.
  package let text: String
  /// The names of the unknown functions, in the order in which they are written.
  package let functions: [String]
  /// The columns that it uses, in the order of the table.
  package let inputs: [String]
  /// The names of the constants to be fitted.
  package let constants: [String]
  /// The right side; uses of unknown functions and constants are variables.
  package let expression: Expression
  package let uses: [Use]

  /// Reads a form for a table.
  ///
  /// - Parameters:
  ///   - text: The right side, or both sides with `=` between them; the left one is then the target.
  ///   - columns: The names of the columns that may explain the target.
  ///   - target: The column to explain.
  ///   - fixed: Names of known numbers, which are not fitted.
  /// - Throws: An error if the text is not a formula, or not one for this table.
  package init(
    parsing text: String, columns: [String], target: String, fixed: [NamedConstant] = []
  ) throws {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count <= 2 else { throw SymbolicError.form(.severalEquations) }
    if sides.count == 2,
      sides[0].filter({ !$0.isWhitespace && $0 != "`" }) != target.filter({ !$0.isWhitespace })
    {
      throw SymbolicError.form(.twoTargets(sides[0], target))
    }
    if let clash = fixed.first(where: { columns.contains($0.name) }) {
      throw SymbolicError.form(.constantIsColumn(clash.name))
    }
    let right: (expression: Expression, uses: [UnknownFunctionUse])
    right = try Expression.parsingUnknownFunctions(sides[sides.count - 1], constants: fixed)
    guard !right.uses.isEmpty else { throw SymbolicError.form(.noUnknownFunction) }
    if let clash = right.uses.first(where: { columns.contains($0.function) || $0.function == target }) {
      throw SymbolicError.form(.functionIsColumn(clash.function))
    }
    var functions: [String] = []
    var uses: [Use] = []
    let places = Set(right.uses.map(\.text))
    for use in right.uses {
      let arguments = use.arguments.map { $0.withExactNumbers.preferring(columns: columns) }
      for name in arguments.flatMap(\.variables) where !columns.contains(name) {
        throw SymbolicError.form(
          name == target
            ? .targetAmongInputs(name)
            : .badArgument(of: use.text.replacing("`\(name)`", with: name), name, columns: columns))
      }
      if arguments.contains(where: \.variables.isEmpty) {
        throw SymbolicError.form(
          .badArgument(
            of: use.text, use.arguments.map { TextPrinter().print($0) }.joined(separator: ", "),
            columns: columns))
      }
      let place = functions.firstIndex(of: use.function) ?? functions.count
      if place == functions.count { functions.append(use.function) }
      if let other = uses.first(where: { $0.function == place }), other.arguments.count != arguments.count {
        throw SymbolicError.form(
          .unequalArguments(use.function, counts: [other.arguments.count, arguments.count].sorted()))
      }
      uses.append(Use(function: place, arguments: arguments, variable: use.text))
    }
    self.text = text
    self.functions = functions
    self.uses = uses
    expression = right.expression.withExactNumbers.preferring(columns: columns)
    let names = expression.variablesAsWritten
    if names.contains(target) { throw SymbolicError.form(.targetAmongInputs(target)) }
    let used = Set(names + uses.flatMap { $0.arguments.flatMap(\.variables) })
    inputs = columns.filter(used.contains)
    constants = names.filter { !columns.contains($0) && !places.contains($0) }
  }

  /// The form with closed forms in place of its functions and numbers in place of its constants.
  ///
  /// - Parameters:
  ///   - bodies: One for each function, in the variables of `parameters(of:)`.
  ///   - values: One for each constant.
  package func filled(_ bodies: [Expression], constants values: [Double]) -> Expression {
    var replacements = Dictionary(
      uniqueKeysWithValues: zip(constants, values.map { Expression.real($0) }))
    for use in uses {
      replacements[use.variable] = bodies[use.function].substituting(
        Dictionary(uniqueKeysWithValues: zip(parameters(of: use.function), use.arguments)))
    }
    return expression.substituting(replacements)
  }

  /// The names of a function's own variables: the columns that are its arguments if it occurs once, else u1, u2, …
  package func parameters(of function: Int) -> [String] {
    let own = uses.filter { $0.function == function }
    let names = own[0].arguments.compactMap { argument -> String? in
      if case .variable(let name) = argument { name } else { nil }
    }
    if own.count == 1, names.count == own[0].arguments.count, Set(names).count == names.count { return names }
    return own[0].arguments.indices.map { "u\($0 + 1)" }
  }
}
