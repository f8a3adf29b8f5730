import KANFormula

/// An error in a form that a user gives, or in its data.
package enum FormError: Error, Hashable, Sendable, CustomStringConvertible {
  /// More than one equals sign.
  case severalEquations
  /// Every name of the form is a column.
  case noConstants
  /// The target cannot be determined.
  case noTarget(columns: [String])
  /// A target that is not a column.
  case unknownTarget(String, columns: [String])
  /// A left side and a target that differ.
  case twoTargets(String, String)
  /// The target is among the inputs.
  case targetAmongInputs(String)
  /// A fixed constant with the name of a column.
  case constantIsColumn(String)
  /// A constant with the name of a column that is followed by a unit.
  case columnWithUnit(String, column: String)
  /// The form contains no column of the table.
  case noColumns(columns: [String])
  /// A start, a bound or a role for a name that is not a constant of the form.
  case unknownConstant(String, purpose: String, constants: [String])
  /// A bound whose ends are reversed or equal.
  case emptyBounds(String, lower: Double, upper: Double)
  /// A start outside its bounds.
  case startOutsideBounds(String, start: Double, lower: Double, upper: Double)
  /// Fewer rows than constants.
  case tooFewRows(rows: Int, constants: Int, group: String?)
  /// The form has no value at the start.
  case notFiniteAtStart(row: Int, values: [String: Double])
  /// No start was found at which the form has a value in every row.
  case noStart
  /// The target has no value in a row.
  case targetNotFinite(String, row: Int)
  /// An error of measurement for a column that the form does not use.
  case unknownErrorColumn(String, columns: [String])
  /// An error of measurement that is not positive.
  case badError(of: String, value: Double, row: Int)
  /// An error of measurement of a left side that is a function of several columns.
  case errorOfSeveralColumns(String, columns: [String])
  /// Errors of inputs without one of the target.
  case inputErrorsAlone
  /// No column has the name of the groups.
  case unknownGroup(String, columns: [String])
  /// No unknown function in a form that should have one.
  case noUnknownFunction
  /// An unknown function used with different numbers of arguments.
  case unequalArguments(String, counts: [Int])
  /// An unknown function whose argument is not an expression of columns.
  case badArgument(of: String, String, columns: [String])
  /// An unknown function with the name of a column.
  case functionIsColumn(String)
  /// A constant column in a form.
  case constantColumn(String, value: Double)
  /// A form with unknown functions for a target that is a label.
  case formOfLabels(String)
  /// A constant declared both common and separate per group, or declared so without groups.
  case contradictingRoles(String)

  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .severalEquations: "the form has more than one '='; write one equation, such as y = a*x + b"
    case .noConstants:
      "the form has no constants to fit: every name in it is a column or fixed, and numbers stay as they are; give names to the "
        + "constants to be fitted, such as a and b in a*x + b"
    case .noTarget(let columns):
      "it is not clear which column the form explains; name one of \(columns.joined(separator: ", ")) as the target, or write y = …"
    case .unknownTarget(let name, let columns):
      "the target \"\(name)\" is not a column; the table has \(columns.joined(separator: ", "))"
    case .twoTargets(let left, let target):
      "the form's left-hand side is \(left), but the target is \"\(target)\"; give one of them"
    case .targetAmongInputs(let name):
      "the target \"\(name)\" also appears on the right-hand side of the form; explain it by other columns"
    case .constantIsColumn(let name):
      "the constant \"\(name)\" has the name of a column; choose another name"
    case .columnWithUnit(let name, let column):
      "\"\(name)\" is not a column; did you mean \"\(column)\"? write `\(column)`, between backquotes, or rename the constant"
    case .noColumns(let columns):
      "the form uses no column of the table, so it is constant; write at least one of "
        + columns.map { TextPrinter().print(.variable($0)) }.joined(separator: ", ")
    case .unknownConstant(let name, let purpose, let constants):
      "\(purpose) is given for \"\(name)\", which is not a constant of the form; its constants are \(constants.joined(separator: ", "))"
    case .emptyBounds(let name, let lower, let upper):
      "the bounds of \(name) leave nothing between \(lower) and \(upper); give the lower one first"
    case .startOutsideBounds(let name, let start, let lower, let upper):
      "the starting value \(name) = \(start) lies outside its bounds \(lower) to \(upper); start inside them"
    case .tooFewRows(let rows, let constants, let group):
      "\(rows) row\(rows == 1 ? "" : "s")" + (group.map { " of group \($0)" } ?? "")
        + " cannot determine \(constants) constants; give more rows or fix constants"
    case .notFiniteAtStart(let row, let values):
      "the form has no value in row \(row) at the starting values \(Self.list(values)); start inside the domain of its functions"
    case .noStart:
      "no values of the constants were found at which the form is finite in every row; give starting values, or check the domain of the form"
    case .targetNotFinite(let name, let row):
      "\(name) has no value in row \(row); leave the row out or fit another left side"
    case .unknownErrorColumn(let name, let columns):
      "a measurement error is given for \"\(name)\", which the form does not use; it uses \(columns.joined(separator: ", "))"
    case .badError(let column, let value, let row):
      "the measurement error of \"\(column)\" is \(value) in row \(row); it must be above 0"
    case .errorOfSeveralColumns(let target, let columns):
      "a measurement error is given for the left side \(target), which uses \(columns.joined(separator: " and ")); "
        + "leave one measured column on the left, and give the errors of the others as those of inputs"
    case .inputErrorsAlone:
      "errors of inputs are given without an error of the target, with which they are compared; give that too"
    case .unknownGroup(let name, let columns):
      "the groups' column \"\(name)\" is not in the table; it has \(columns.joined(separator: ", "))"
    case .noUnknownFunction:
      "the form has no unknown function such as f(x), only constants; fit these, or write f(x) for the unknown part"
    case .unequalArguments(let name, let counts):
      "the unknown function \(name) has \(counts.map(String.init).joined(separator: " and ")) arguments; give it the same number wherever "
        + "it occurs, or use two names"
    case .badArgument(let use, let name, let columns):
      "the unknown function \(use) takes \"\(name)\", which is not a column; the table has \(columns.joined(separator: ", ")), and constants "
        + "belong outside unknown functions"
    case .functionIsColumn(let name):
      "the unknown function \(name) has the name of a column; choose another name for it, or write \(name)*(…) for a product"
    case .constantColumn(let name, let value):
      "\"\(name)\" is \(value) in every row, so its effect cannot be determined; write its value into the form"
    case .formOfLabels(let name):
      "the target \"\(name)\" has two values and is treated as a label, but a form describes quantities; search without a form, or treat the labels as numbers"
    case .contradictingRoles(let name):
      "the constant \(name) must be either common to all groups or different in each; list it once, and name a column of groups"
    }
  }

  private static func list(_ values: [String: Double]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
  }
}
