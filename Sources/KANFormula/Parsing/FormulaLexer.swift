/// Splits a formula into numbers, names and signs.
struct FormulaLexer {
  /// One piece of the text with the position of its first character, counted from 1.
  struct Token: Hashable {
    enum Kind: Hashable {
      case integer(Int)
      case decimal(Double)
      case name(String)
      /// A name between backquotes, always a variable.
      case quotedName(String)
      case plus, minus, times, over, caret, comma
      case open, close
      case end
    }
    let kind: Kind
    let text: String
    let position: Int
  }

  /// The tokens of `text`, followed by an `end`.
  static func tokens(of text: String) throws(FormulaError) -> [Token] {
    let characters = Array(text)
    var tokens: [Token] = []
    var i = 0
    while i < characters.count {
      let character = characters[i]
      let start = i
      if character.isWhitespace {
        i += 1
        continue
      }
      let kind: Token.Kind
      if character.isDecimalDigit
        || character == "." && i + 1 < characters.count && characters[i + 1].isDecimalDigit
      {
        kind = try number(characters, &i)
      } else if character.isLetter || character == "_" {
        while i < characters.count, characters[i].isNamePart { i += 1 }
        kind = .name(String(characters[start..<i]))
      } else if character == "`" {
        kind = .quotedName(try quotedName(characters, &i))
      } else {
        i += 1
        switch character {
        case "+": kind = .plus
        case "-", "−": kind = .minus
        case "*" where i < characters.count && characters[i] == "*":
          i += 1
          kind = .caret
        case "*", "·", "×": kind = .times
        case "/": kind = .over
        case "^": kind = .caret
        case ",": kind = .comma
        case "(": kind = .open
        case ")": kind = .close
        default: throw .unexpectedCharacter(character, position: start + 1)
        }
      }
      tokens.append(Token(kind: kind, text: String(characters[start..<i]), position: start + 1))
    }
    tokens.append(Token(kind: .end, text: "", position: characters.count + 1))
    return tokens
  }

  /// A name with other characters is enclosed in backquotes; a backquote in it is doubled.
  private static func quotedName(_ characters: [Character], _ i: inout Int) throws(FormulaError) -> String {
    let start = i
    var name = ""
    i += 1
    while i < characters.count {
      if characters[i] != "`" {
        name.append(characters[i])
        i += 1
      } else if i + 1 < characters.count, characters[i + 1] == "`" {
        name.append("`")
        i += 2
      } else {
        i += 1
        if name.isEmpty { break }
        return name
      }
    }
    throw .unexpectedCharacter("`", position: start + 1)
  }

  /// A whole number stays exact; a point or an exponent makes a measured constant.
  private static func number(_ characters: [Character], _ i: inout Int) throws(FormulaError) -> Token.Kind {
    let start = i
    func skipDigits() { while i < characters.count, characters[i].isDecimalDigit { i += 1 } }
    skipDigits()
    var isWhole = true
    if i < characters.count, characters[i] == "." {
      isWhole = false
      i += 1
      skipDigits()
    }
    if i < characters.count, characters[i] == "e" || characters[i] == "E" {
      var next = i + 1
      if next < characters.count, characters[next] == "-" || characters[next] == "+" { next += 1 }
      if next < characters.count, characters[next].isDecimalDigit {
        isWhole = false
        i = next
        skipDigits()
      }
    }
    let text = String(characters[start..<i])
    if isWhole, let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw .numberOutOfRange(text, position: start + 1)
    }
    return .decimal(value)
  }
}
