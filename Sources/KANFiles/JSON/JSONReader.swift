/// Reads strict JSON (RFC 8259) from untrusted bytes: bounded depth, exact integers, no duplicate names; every value records its line.
package struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line = 1
  private static let depthLimit = 16

  /// The single value in `bytes`, apart from white space.
  ///
  /// - Parameter sizeLimit: The largest size in bytes of this kind of document.
  package static func document(
    _ bytes: ArraySlice<UInt8>, sizeLimit: Int = .max
  ) throws(JSONFailure) -> JSONNode {
    var reader = JSONReader(bytes)
    guard bytes.count <= sizeLimit else { throw reader.failure("it is longer than \(sizeLimit) bytes") }
    let node = try reader.node(depth: 0)
    reader.skipSpaces()
    guard reader.next == nil else { throw reader.failure("there is text after the end") }
    return node
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private func failure(_ reason: String) -> JSONFailure {
    JSONFailure(line: line, position: position - bytes.startIndex, reason: reason)
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 {
      if byte == 10 { line += 1 }
      position += 1
    }
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(JSONFailure) {
    guard accept(character) else {
      throw failure(next == nil ? "the text ends in the middle" : "a '\(character)' is missing")
    }
  }

  private mutating func node(depth: Int) throws(JSONFailure) -> JSONNode {
    guard depth < Self.depthLimit else {
      throw failure("it is nested more than \(Self.depthLimit) levels deep")
    }
    skipSpaces()
    let start = line
    return JSONNode(try value(depth: depth), line: start)
  }

  private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
    switch next {
    case nil: throw failure("the text ends in the middle")
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case let byte? where byte == UInt8(ascii: "-") || byte &- 48 <= 9: return try number()
    default: return try word()
    }
  }

  private mutating func object(depth: Int) throws(JSONFailure) -> JSONValue {
    try expect("{")
    var members: [JSONMember] = []
    var keys: Set<String> = []
    if accept("}") { return .object([]) }
    repeat {
      skipSpaces()
      let start = line
      let key = try string()
      guard keys.insert(key).inserted else { throw failure("the name '\(key.prefix(60))' occurs twice") }
      try expect(":")
      members.append(JSONMember(key, line: start, try node(depth: depth + 1)))
    } while accept(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFailure) -> JSONValue {
    try expect("[")
    var elements: [JSONNode] = []
    if accept("]") { return .array([]) }
    repeat { elements.append(try node(depth: depth + 1)) } while accept(",")
    try expect("]")
    return .array(elements)
  }

  private mutating func word() throws(JSONFailure) -> JSONValue {
    let word = bytes[position...].prefix { !" \t\r\n,]}:\"{[".utf8.contains($0) }
    let text = String(decoding: word, as: UTF8.self)
    let known: [String: JSONValue] = ["true": .bool(true), "false": .bool(false), "null": .null]
    guard let value = known[text] else {
      throw failure("'\(text.prefix(60))' is neither a number nor a quoted string")
    }
    position += word.count
    return value
  }

  private mutating func number() throws(JSONFailure) -> JSONValue {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    guard skipDigits() else { throw failure("a number is missing") }
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
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw failure("the number \(text.prefix(60)) does not fit double precision")
    }
    return .number(number)
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while let byte = next, byte &- 48 <= 9 { position += 1 }
    return position > start
  }

  private mutating func string() throws(JSONFailure) -> String {
    guard next == UInt8(ascii: "\"") else { throw failure("a quoted string is missing") }
    position += 1
    var text: [UInt8] = []
    while true {
      guard let byte = next else { throw failure("a string is not closed") }
      guard byte >= 0x20 else {
        throw failure(
          byte == 10 ? "a string does not end on its line" : "a string contains a control character")
      }
      position += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        text += String(Character(try escape())).utf8
      } else {
        text.append(byte)
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw failure("a string is not UTF-8") }
    return string
  }

  private mutating func escape() throws(JSONFailure) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a string is not closed") }
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
        guard low & 0xFC00 == 0xDC00 else { throw failure("an unpaired surrogate") }
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("an unpaired surrogate") }
      return scalar
    default: throw failure("an unknown escape")
    }
  }

  private mutating func codeUnit() throws(JSONFailure) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("an unknown escape") }
    position += 4
    return code
  }
}
