/// An error in a formula that a user or a file provides.
package enum FormulaError: Error, Hashable, Sendable {
  /// A character that no formula contains; positions count characters from 1.
  case unexpectedCharacter(Character, position: Int)
  /// A token at a position where it has no meaning.
  case unexpectedToken(String, position: Int)
  /// Two operands in a row: products need a sign.
  case missingOperator(before: String, position: Int)
  /// The text stops in the middle.
  case unexpectedEnd(position: Int)
  /// A bracket without its counterpart.
  case unbalancedBracket(position: Int)
  /// A name followed by a bracket that is not a known function.
  case unknownFunction(String, position: Int)
  /// A function with too few or too many arguments.
  case wrongArgumentCount(String, expected: Int, found: Int, position: Int)
  /// A number that does not fit a `Double`.
  case numberOutOfRange(String, position: Int)
  /// The breaks of a piecewise polynomial do not increase.
  case breaksNotIncreasing(position: Int)
  /// Brackets nested too deeply.
  case tooDeep(limit: Int, position: Int)
  /// More text than any formula needs.
  case tooLong(limit: Int)
  /// A name that is not a unit.
  case unknownUnit(String, position: Int)
  /// A text that is not a unit.
  case malformedUnit(reason: String, position: Int)
  /// A formula that is not dimensionally consistent.
  case unbalanced(part: String, reason: String)
  /// A variable for which no column is given.
  case unknownVariable(String, known: [String])
}

extension FormulaError {
  /// The position of the error in the text, counted in characters from 1; `nil` if it does not concern one position.
  package var position: Int? {
    switch self {
    case .unexpectedCharacter(_, let position), .unexpectedToken(_, let position),
      .missingOperator(_, let position), .unexpectedEnd(let position), .unbalancedBracket(let position),
      .unknownFunction(_, let position), .wrongArgumentCount(_, _, _, let position),
      .numberOutOfRange(_, let position), .breaksNotIncreasing(let position), .tooDeep(_, let position),
      .unknownUnit(_, let position), .malformedUnit(_, let position):
      position
    case .tooLong, .unbalanced, .unknownVariable: nil
    }
  }
}

extension FormulaError: CustomStringConvertible {
  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .unexpectedCharacter(let character, let position):
      "unexpected character '\(character)' at position \(position): use names, numbers, + - * / ^ and brackets"
    case .unexpectedToken(let token, let position):
      "unexpected '\(token)' at position \(position): expected a number, a name or an opening bracket"
    case .missingOperator(let token, let position):
      "an operator is missing before '\(token)' at position \(position): products are written with *"
    case .unexpectedEnd(let position):
      "the formula ends at position \(position) where a number, a name or a bracket is missing"
    case .unbalancedBracket(let position):
      "the bracket at position \(position) has no matching bracket: add or remove one"
    case .unknownFunction(let name, let position):
      "unknown function '\(name)' at position \(position): the functions are "
        + ElementaryFunction.allCases.map(\.rawValue).joined(separator: ", ")
        + ", log10, log2, sqrt, pow and piecewise; a product with a column or constant \(name) is written \(name)*(…)"
    case .wrongArgumentCount(let name, let expected, let found, let position):
      "the function '\(name)' at position \(position) takes \(expected) argument\(expected == 1 ? "" : "s"), not \(found)"
    case .numberOutOfRange(let text, let position):
      "the number '\(text)' at position \(position) does not fit double precision"
    case .breaksNotIncreasing(let position):
      "the break at position \(position) is not larger than the one before: order the pieces from left to right"
    case .tooDeep(let limit, let position):
      "the formula is nested more than \(limit) levels deep at position \(position): split it"
    case .tooLong(let limit):
      "the formula is longer than \(limit) characters: split it"
    case .unknownUnit(let name, let position):
      "unknown unit '\(name)' at position \(position): use SI units and their prefixes, such as kg, m/s, mA, GeV, or 1"
    case .malformedUnit(let reason, let position):
      "\(reason) at position \(position) of the unit: write it as in kg*m^2/s^2"
    case .unbalanced(let part, let reason):
      "the units do not balance in '\(part)': \(reason)"
    case .unknownVariable(let name, let known):
      "the formula uses '\(name)', which is not among the variables "
        + (known.isEmpty ? "(there are none)" : known.joined(separator: ", "))
    }
  }
}
