/// JSON that remembers on which line each value begins, so that errors can say where.
struct LineJSON {
  indirect enum Value {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([LineJSON])
    /// The members in their order, each with the line of its key.
    case object([(key: String, line: Int, value: LineJSON)])
  }

  /// A reason and the line it was found on.
  struct Failure: Error {
    let line: Int
    let reason: String
  }

  let value: Value
  let line: Int

  /// Reads a whole document of at most 1 MB and 16 levels.
  static func document(_ bytes: [UInt8]) throws(Failure) -> LineJSON {
    guard bytes.count <= 1_000_000 else { throw Failure(line: 1, reason: "the file is larger than 1 MB") }
    var reader = Reader(bytes: bytes)
    let result = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.current == nil else { throw reader.failure("there is text after the end of the library") }
    return result
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0
    var line = 1

    var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }

    mutating func skipSpace() {
      while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        if byte == 0x0A { line += 1 }
        index += 1
      }
    }

    mutating func value(depth: Int) throws(Failure) -> LineJSON {
      guard depth < 16 else { throw failure("the file is nested more than 16 levels deep") }
      skipSpace()
      let start = line
      switch current {
      case UInt8(ascii: "{"): return LineJSON(value: try object(depth: depth), line: start)
      case UInt8(ascii: "["): return LineJSON(value: try array(depth: depth), line: start)
      case UInt8(ascii: "\""): return LineJSON(value: .string(try string()), line: start)
      case nil: throw failure("the file ends in the middle")
      default: return LineJSON(value: try word(), line: start)
      }
    }

    private mutating func expect(_ byte: UInt8) throws(Failure) {
      skipSpace()
      guard current == byte else {
        throw failure("'\(Character(UnicodeScalar(byte)))' is missing here")
      }
      index += 1
    }

    /// Steps over a comma; false at the closing bracket, which is consumed.
    private mutating func continues(until close: UInt8) throws(Failure) -> Bool {
      skipSpace()
      if current == close {
        index += 1
        return false
      }
      try expect(UInt8(ascii: ","))
      return true
    }

    private mutating func array(depth: Int) throws(Failure) -> Value {
      index += 1
      var elements: [LineJSON] = []
      skipSpace()
      if current == UInt8(ascii: "]") {
        index += 1
        return .array([])
      }
      repeat { elements.append(try value(depth: depth + 1)) } while try continues(until: UInt8(ascii: "]"))
      return .array(elements)
    }

    private mutating func object(depth: Int) throws(Failure) -> Value {
      index += 1
      var members: [(key: String, line: Int, value: LineJSON)] = []
      skipSpace()
      if current == UInt8(ascii: "}") {
        index += 1
        return .object([])
      }
      repeat {
        skipSpace()
        guard current == UInt8(ascii: "\"") else { throw failure("a key in quotes is missing here") }
        let keyLine = line
        let key = try string()
        try expect(UInt8(ascii: ":"))
        guard !members.contains(where: { $0.key == key }) else {
          throw Failure(line: keyLine, reason: "the key '\(key)' occurs twice")
        }
        members.append((key, keyLine, try value(depth: depth + 1)))
      } while try continues(until: UInt8(ascii: "}"))
      return .object(members)
    }

    private mutating func string() throws(Failure) -> String {
      index += 1
      var text: [UInt8] = []
      while let byte = current {
        index += 1
        switch byte {
        case UInt8(ascii: "\""):
          guard let result = String(validating: text, as: UTF8.self) else {
            throw failure("a text is not UTF-8")
          }
          return result
        case UInt8(ascii: "\\"): text += try escape()
        case 0..<0x20: throw failure("a text in quotes does not end on its line")
        default: text.append(byte)
        }
      }
      throw failure("the file ends inside a text")
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
      let byte = current
      index += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte ?? 0]
      case UInt8(ascii: "n"): return [0x0A]
      case UInt8(ascii: "t"): return [0x09]
      case UInt8(ascii: "u"):
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
          let scalar = UnicodeScalar(code)
        else { throw failure("\\u needs four hexadecimal digits of a character") }
        index += 4
        return Array(String(Character(scalar)).utf8)
      default: throw failure("an unknown escape in a text")
      }
    }

    private mutating func word() throws(Failure) -> Value {
      let start = index
      while let byte = current, !" \t\r\n,]}:\"{[".utf8.contains(byte) { index += 1 }
      let text = String(decoding: bytes[start..<index], as: UTF8.self)
      switch text {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default:
        guard let number = Double(text), number.isFinite, text.first?.isLetter == false else {
          throw failure("'\(text)' is neither a number nor a text in quotes")
        }
        return .number(number)
      }
    }
  }
}
