/// Reads infix text by recursive descent:
///
///     sum     = term { (+|-) term }
///     term    = signed { (*|/) signed }
///     signed  = (+|-) signed | power
///     power   = primary [ ^ signed ]        (to the right: a^b^c = a^(b^c); -x^2 = -(x^2))
///     primary = number | name | name "(" sum {"," sum} ")" | "(" sum ")" | piecewise
///
/// where `piecewise` is the notation of `FormulaParser+Piecewise`.
struct FormulaParser {
  /// The deepest nesting of brackets, signs and exponents.
  static let depthLimit = 200
  /// The longest text.
  static let lengthLimit = 100_000

  /// Logarithms that are read as quotients of natural ones.
  private static let logarithmBases: [String: Rational] = ["log10": Rational(10), "log2": Rational(2)]

  private let tokens: [FormulaLexer.Token]
  private let constants: [String: NamedConstant]
  /// Whether functions may be unknown; each use of one becomes a variable.
  private let admitsUnknownFunctions: Bool
  /// The uses of unknown functions so far, each once.
  private var uses: [UnknownFunctionUse] = []
  private var index = 0
  private var depth = 0

  /// Reads the whole of `text`.
  static func parse(_ text: String, constants: [NamedConstant]) throws(FormulaError) -> Expression {
    try parse(text, constants: constants, admittingUnknownFunctions: false).expression
  }

  /// The same for text in which functions may be unknown, with their uses.
  static func parse(
    _ text: String, constants: [NamedConstant], admittingUnknownFunctions: Bool
  ) throws(FormulaError) -> (expression: Expression, uses: [UnknownFunctionUse]) {
    guard text.utf8.count <= lengthLimit else { throw .tooLong(limit: lengthLimit) }
    var parser = FormulaParser(
      tokens: try FormulaLexer.tokens(of: text), constants: constants,
      admitsUnknownFunctions: admittingUnknownFunctions)
    let expression = try parser.sum()
    switch parser.token.kind {
    case .end: return (expression, parser.uses)
    case .close: throw .unbalancedBracket(position: parser.token.position)
    default: throw parser.misplacedToken
    }
  }

  /// The error for a token after a complete operand.
  private var misplacedToken: FormulaError {
    switch token.kind {
    case .integer, .decimal, .name, .quotedName, .open:
      .missingOperator(before: token.text, position: token.position)
    default: .unexpectedToken(token.text, position: token.position)
    }
  }

  private init(tokens: [FormulaLexer.Token], constants: [NamedConstant], admitsUnknownFunctions: Bool) {
    self.tokens = tokens
    self.admitsUnknownFunctions = admitsUnknownFunctions
    self.constants = Dictionary(
      ([.pi] + constants).map { ($0.name, $0) }, uniquingKeysWith: { _, later in later })
  }

  var token: FormulaLexer.Token { tokens[index] }

  /// Advances past the token, but never past the end.
  mutating func advance() { index += token.kind == .end ? 0 : 1 }

  mutating func sum() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit, position: token.position) }
    var terms = [try term()]
    while true {
      switch token.kind {
      case .plus:
        index += 1
        terms.append(try term())
      case .minus:
        index += 1
        terms.append(-(try term()))
      default: return terms.count == 1 ? terms[0] : .sum(terms)
      }
    }
  }

  private mutating func term() throws(FormulaError) -> Expression {
    // Brackets around a first product keep it separate, as they do around any later one.
    let isBracketed = token.kind == .open
    let first = try signed()
    var factors = isBracketed ? [first] : first.flatFactors
    while true {
      switch token.kind {
      case .times:
        index += 1
        factors.append(try signed())
      case .over:
        index += 1
        let divisor = try signed()
        divide(&factors, by: divisor)
      default: return factors.count == 1 ? factors[0] : .product(factors)
      }
    }
  }

  /// 3/4 and x/2 become fractions, 1/x and 1/x^2 powers, 1/(x*y) one power each: the inverse of the printer's rules.
  private func divide(_ factors: inout [Expression], by divisor: Expression) {
    switch divisor {
    case .rational(let b):
      if let a = factors[0].rationalValue, let quotient = a / b {
        factors[0] = .rational(quotient)
      } else if let inverse = b.inverse {
        factors.insert(.rational(inverse), at: 0)
      } else {
        factors.append(.power(divisor, -1))
      }
    case .product(let parts): for part in parts { divide(&factors, by: part) }
    case .power(let base, .rational(let p)) where p != .minusOne: factors.append(.power(base, .rational(-p)))
    default: factors.append(.power(divisor, -1))
    }
    if factors.count == 2, factors[0] == 1 { factors.removeFirst() }
  }

  private mutating func signed() throws(FormulaError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit, position: token.position) }
    switch token.kind {
    case .plus:
      index += 1
      return try signed()
    case .minus:
      index += 1
      return -(try signed())
    default: return try power()
    }
  }

  private mutating func power() throws(FormulaError) -> Expression {
    let base = try primary()
    guard token.kind == .caret else { return base }
    index += 1
    return .power(base, try signed())
  }

  private mutating func primary() throws(FormulaError) -> Expression {
    let current = token
    index += current.kind == .end ? 0 : 1
    switch current.kind {
    case .integer(let value): return .rational(Rational(value))
    case .decimal(let value): return .real(value)
    case .name(let name):
      if token.kind == .open { return try call(name, at: current.position) }
      return constants[name].map(Expression.constant) ?? .variable(name)
    case .quotedName(let name): return .variable(name)
    case .open: return try closing(try sum(), from: current.position)
    case .end: throw .unexpectedEnd(position: current.position)
    case .close: throw .unbalancedBracket(position: current.position)
    default: throw .unexpectedToken(current.text, position: current.position)
    }
  }

  private mutating func closing(_ inner: Expression, from position: Int) throws(FormulaError) -> Expression {
    switch token.kind {
    case .close:
      index += 1
      return inner
    case .end: throw .unbalancedBracket(position: position)
    default: throw misplacedToken
    }
  }

  private mutating func call(_ name: String, at position: Int) throws(FormulaError) -> Expression {
    let open = token.position
    index += 1
    if name == "piecewise" { return try piecewise(from: open) }
    var arguments = [try sum()]
    while token.kind == .comma {
      index += 1
      arguments.append(try sum())
    }
    let argument = try closing(arguments[0], from: open)
    if name == "pow" {
      guard arguments.count == 2 else {
        throw .wrongArgumentCount(name, expected: 2, found: arguments.count, position: position)
      }
      return .power(arguments[0], arguments[1])
    }
    let base = Self.logarithmBases[name]
    guard name == "sqrt" || base != nil || ElementaryFunction(textName: name) != nil else {
      guard admitsUnknownFunctions else { throw .unknownFunction(name, position: position) }
      let use = UnknownFunctionUse(function: name, arguments: arguments)
      if !uses.contains(use) { uses.append(use) }
      return .variable(use.text)
    }
    guard arguments.count == 1 else {
      throw .wrongArgumentCount(name, expected: 1, found: arguments.count, position: position)
    }
    if name == "exp", argument == 1 { return .constant(.e) }
    if let base {
      return .product([.function(.log, argument), .power(.function(.log, .rational(base)), -1)])
    }
    return ElementaryFunction(textName: name).map { .function($0, argument) } ?? argument.sqrt()
  }
}

extension ElementaryFunction {
  /// The function called `name`: the raw value or a usual alias.
  init?(textName name: String) {
    let aliases: [String: ElementaryFunction] = [
      "ln": .log, "arcsin": .arcsin, "arccos": .arccos, "arctan": .arctan, "artanh": .artanh,
      "arctanh": .artanh,
      "sgn": .sign, "Abs": .abs, "fabs": .abs,
    ]
    guard let function = ElementaryFunction(rawValue: name) ?? aliases[name] else { return nil }
    self = function
  }
}
