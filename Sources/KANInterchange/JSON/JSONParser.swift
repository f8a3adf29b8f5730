/// Strict JSON (RFC 8259) from bytes that may be hostile: bounded depth, exact integers, no key twice.
struct JSONParser {
  /// Where and why a text is no JSON; the position is a byte offset.
  struct Failure: Error {
    let position: Int
    let reason: String
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private static let depthLimit = 16

  /// The value that `bytes` holds, and nothing else but white space.
  static func value(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpaces()
    guard parser.next == nil else { throw parser.failure("text follows the end") }
    return value
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private func failure(_ reason: String) -> Failure {
    Failure(position: position - bytes.startIndex, reason: reason)
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
    guard accept(character) else { throw failure("a \(character) is missing") }
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.depthLimit else { throw failure("it is nested too deeply") }
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONValue {
    try expect("{")
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    if accept("}") { return .object([]) }
    repeat {
      skipSpaces()
      let key = try string()
      guard keys.insert(key).inserted else { throw failure("the name \"\(key.prefix(60))\" occurs twice") }
      try expect(":")
      members.append(.init(key: key, value: try value(depth: depth + 1)))
    } while accept(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array(depth: Int) throws(Failure) -> JSONValue {
    try expect("[")
    var elements: [JSONValue] = []
    if accept("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while accept(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw failure("a value is not readable") }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    guard skipDigits() else { throw failure("a value is missing") }
    guard bytes[firstDigit] != UInt8(ascii: "0") || position == firstDigit + 1 else {
      throw failure("a number begins with 0")
    }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      position += 1
      isInteger = false
      guard skipDigits() else { throw failure("a number ends with its point") }
    }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      position += 1
      isInteger = false
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() else { throw failure("a number lacks its exponent") }
    }
    guard isInteger, let integer = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      return .otherNumber
    }
    return .integer(integer)
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while let byte = next, byte &- 48 <= 9 { position += 1 }
    return position > start
  }

  private mutating func string() throws(Failure) -> String {
    guard next == UInt8(ascii: "\"") else { throw failure("a text is missing") }
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte = next else { throw failure("a text is not closed") }
      guard byte >= 0x20 else { throw failure("a text holds a control character") }
      position += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        text += String(Character(try escape())).utf8
      } else {
        text.append(byte)
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw failure("a text is not UTF-8") }
    return string
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a text is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = try codeUnit()
      if code & 0xFC00 == 0xD800, bytes[position...].starts(with: Array("\\u".utf8)) {
        position += 2
        let low = try codeUnit()
        guard low & 0xFC00 == 0xDC00 else { throw failure("half a surrogate pair") }
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
      return scalar
    default: throw failure("an unknown escape")
    }
  }

  private mutating func codeUnit() throws(Failure) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("an unknown escape") }
    position += 4
    return code
  }
}
