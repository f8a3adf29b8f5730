/// The dictionary at the beginning of an NPY file, a Python literal with exactly three keys:
/// `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`.
///
/// Source: numpy.lib.format, versions 1.0 to 3.0.
struct NPYHeader {
  private(set) var descr = ""
  private(set) var isFortranOrder = false
  private(set) var shape: [Int] = []

  private var text: Substring

  /// Parses the dictionary; the reason for a failure is a clause without a full stop.
  init(_ header: String) throws(Failure) {
    text = header[...]
    var keys: Set<String> = []
    try expect("{")
    while !accept("}") {
      let key = try string()
      guard keys.insert(key).inserted else { throw Failure("its header names \(key) twice") }
      try expect(":")
      switch key {
      case "descr":
        guard !peek("[") else { throw Failure("it contains records; save each field as a separate array") }
        descr = try string()
      case "fortran_order": isFortranOrder = try boolean()
      case "shape": shape = try tuple()
      default: throw Failure("its header has an unknown key")
      }
      if !accept(",") {
        try expect("}")
        break
      }
    }
    skipSpaces()
    guard text.isEmpty, keys.count == 3 else { throw Failure("its header is not complete") }
  }

  /// The reason why a header is refused.
  struct Failure: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private mutating func skipSpaces() { text = text.drop { $0.isWhitespace } }

  private mutating func peek(_ character: Character) -> Bool {
    skipSpaces()
    return text.first == character
  }

  private mutating func accept(_ character: Character) -> Bool {
    guard peek(character) else { return false }
    text.removeFirst()
    return true
  }

  private mutating func expect(_ character: Character) throws(Failure) {
    guard accept(character) else { throw Failure("its header lacks a \(character)") }
  }

  private mutating func string() throws(Failure) -> String {
    skipSpaces()
    guard let quote = text.first, quote == "'" || quote == "\"" else {
      throw Failure("its header lacks a string")
    }
    text.removeFirst()
    guard let end = text.firstIndex(of: quote) else { throw Failure("its header has an unclosed quote") }
    defer { text = text[text.index(after: end)...] }
    return String(text[..<end])
  }

  private mutating func boolean() throws(Failure) -> Bool {
    skipSpaces()
    for (word, value) in [("True", true), ("False", false)] where text.hasPrefix(word) {
      text.removeFirst(word.count)
      return value
    }
    throw Failure("its fortran_order is neither True nor False")
  }

  private mutating func tuple() throws(Failure) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !accept(")") {
      skipSpaces()
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), numbers.count < 32 else { throw Failure("its shape is not readable") }
      numbers.append(number)
      text = text[digits.endIndex...]
      if !accept(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }
}
