/// The notation of piecewise polynomials, pieces from left to right with the breaks between them:
///
///     piecewise = "piecewise" "(" sum "," row "," number "," row { "," number "," row } ")"
///     row       = "(" number { "," number } ")"     (coefficients in powers of x − origin, lowest first)
extension FormulaParser {
  /// The rest of a piecewise polynomial; its opening bracket, at `open`, has been read.
  mutating func piecewise(from open: Int) throws(FormulaError) -> Expression {
    let argument = try sum()
    try expect(.comma)
    var pieces = [try row()]
    var breaks: [Double] = []
    repeat {
      try expect(.comma)
      let position = token.position
      let next = try number()
      if let last = breaks.last, next <= last { throw .breaksNotIncreasing(position: position) }
      breaks.append(next)
      try expect(.comma)
      pieces.append(try row())
    } while token.kind == .comma
    try expectClose(from: open)
    return .piecewise(PiecewisePolynomial(breaks: breaks, pieces: pieces), argument)
  }

  private mutating func row() throws(FormulaError) -> [Double] {
    let open = token.position
    try expect(.open)
    var numbers = [try number()]
    while token.kind == .comma {
      advance()
      numbers.append(try number())
    }
    try expectClose(from: open)
    return numbers
  }

  private mutating func number() throws(FormulaError) -> Double {
    var sign = 1.0
    while token.kind == .minus || token.kind == .plus {
      if token.kind == .minus { sign = -sign }
      advance()
    }
    switch token.kind {
    case .integer(let value):
      advance()
      return sign * Double(value)
    case .decimal(let value):
      advance()
      return sign * value
    default: throw unexpected()
    }
  }

  private mutating func expect(_ kind: FormulaLexer.Token.Kind) throws(FormulaError) {
    guard token.kind == kind else { throw unexpected() }
    advance()
  }

  private mutating func expectClose(from open: Int) throws(FormulaError) {
    if token.kind == .end { throw .unbalancedBracket(position: open) }
    try expect(.close)
  }

  private func unexpected() -> FormulaError {
    token.kind == .end
      ? .unexpectedEnd(position: token.position)
      : .unexpectedToken(token.text, position: token.position)
  }
}
