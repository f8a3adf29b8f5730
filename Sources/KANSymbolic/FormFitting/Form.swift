import KANFormula

/// A formula with constants to be fitted, y = f(x; θ), as a user writes it: `a*exp(-x/b) + c`.
///
/// Names that are columns of the table are inputs, all other names are constants to be fitted. Numbers are kept as they are
/// written. A left side may precede it: `log(y) = a + b*x` fits log(y).
public struct Form: Sendable, Hashable {
  /// The form as it was written.
  public let text: String
  /// The target: a column of the table, or an expression of columns.
  public let target: FormulaExpression
  /// The right side; its constants are variables under their names.
  public let expression: FormulaExpression
  /// The columns on the right side, in the order of the table.
  public let inputs: [String]
  /// The names of the constants to be fitted, in the order in which they are written.
  public let constants: [String]

  /// Another right side of the same columns and constants.
  init(_ form: Form, expression: FormulaExpression) {
    (text, target, inputs, constants) = (form.text, form.target, form.inputs, form.constants)
    self.expression = expression
  }

  /// The name of the target: that of the column, or the left side as text.
  public var targetName: String {
    if case .variable(let name) = target { return name }
    return TextPrinter().print(target)
  }

  /// Reads a form for a table.
  ///
  /// - Parameters:
  ///   - text: The right side, or both sides with `=` between them.
  ///   - columns: The names of the table's columns.
  ///   - target: The column to explain; if it is `nil` and there is no left side, the only remaining column.
  ///   - reserved: Columns with another role, such as errors of measurement, which are not taken as the target by default.
  ///   - fixed: Names of known numbers, which are not fitted.
  /// - Throws: An error if the text is not a formula, or not one for this table.
  public init(
    parsing text: String, columns: [String], target: String? = nil, reserved: [String] = [],
    fixed: [FormulaExpression.NamedConstant] = []
  ) throws {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count <= 2 else { throw SymbolicError.form(.severalEquations) }
    if let clash = fixed.first(where: { columns.contains($0.name) }) {
      throw SymbolicError.form(.constantIsColumn(clash.name))
    }
    func parsed(_ side: String) throws -> Expression {
      return try Expression(parsing: side, constants: fixed).withExactNumbers.preferring(columns: columns)
    }
    let right = try parsed(sides[sides.count - 1])
    let names = right.variablesAsWritten
    let known = Set(columns)
    self.text = text
    expression = right
    constants = names.filter { !known.contains($0) }
    let used = Set(names).intersection(known)
    inputs = columns.filter(used.contains)
    guard !constants.isEmpty else { throw SymbolicError.form(.noConstants) }

    if let target, !known.contains(target) {
      throw SymbolicError.form(.unknownTarget(target, columns: columns))
    }
    if sides.count == 2 {
      let left = try parsed(sides[0])
      if let stranger = left.variables.first(where: { !known.contains($0) }) {
        throw SymbolicError.form(.unknownTarget(stranger, columns: columns))
      }
      guard !left.variables.isEmpty else { throw SymbolicError.form(.noTarget(columns: columns)) }
      if let target, left != .variable(target) { throw SymbolicError.form(.twoTargets(sides[0], target)) }
      self.target = left
    } else if let target {
      self.target = .variable(target)
    } else {
      let left = columns.filter { !used.contains($0) && !reserved.contains($0) }
      guard left.count == 1 else {
        throw SymbolicError.form(.noTarget(columns: left.isEmpty ? columns : left))
      }
      self.target = .variable(left[0])
    }
    if let both = self.target.variables.first(where: used.contains) {
      throw SymbolicError.form(.targetAmongInputs(both))
    }
  }
}

extension Expression {
  /// The names of the variables in the order in which they are first written.
  package var variablesAsWritten: [String] {
    var names: [String] = []
    var seen: Set<String> = []
    forEachLeaf { leaf in
      if case .variable(let name) = leaf, seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  /// The same with π or e read as columns if columns have these names.
  package func preferring(columns: [String]) -> Expression {
    mappingLeaves { leaf in
      if case .constant(let constant) = leaf, columns.contains(constant.name) {
        .variable(constant.name)
      } else {
        leaf
      }
    }
  }

  /// The same with every decimal number exact: in a given form numbers are not fitted.
  package var withExactNumbers: Expression {
    replacingFreeConstants(with: freeConstants.map(Self.exact))
  }

  /// 0.5 as ½; a number that is not a fraction of few digits keeps its digits as its name.
  private static func exact(_ value: Double) -> Expression {
    var denominator = 1.0
    while denominator <= 1e6 {
      let numerator = value * denominator
      if numerator == numerator.rounded(), numerator.magnitude < 1e9, numerator / denominator == value,
        let fraction = Rational(Int(numerator), Int(denominator))
      {
        return .rational(fraction)
      }
      denominator *= 10
    }
    let text = value.decimalText(digits: nil)
    return .constant(NamedConstant(name: text, value: value, latex: LaTeXPrinter().print(.real(value))))
  }
}
