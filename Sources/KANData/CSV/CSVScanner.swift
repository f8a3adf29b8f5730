/// A position in delimited text, and the steps from field to field and line to line.
///
/// Lines end with LF, CRLF or CR. A copy serves as a bookmark.
struct CSVScanner {
  let text: UnsafeBufferPointer<UInt8>
  let separator: UInt8
  private(set) var position: Int
  /// The line of the file at `position`, counted from 1.
  private(set) var line = 1

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let quote = UInt8(ascii: "\"")

  /// Starts at the beginning, after a byte order mark if there is one.
  init(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    self.text = text
    self.separator = separator
    position = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Starts at the beginning of some lines of a file, the first of which has the number `line`.
  init(lines text: UnsafeBufferPointer<UInt8>, separator: UInt8, line: Int) {
    (self.text, self.separator, self.line) = (text, separator, line)
    position = 0
  }

  /// Starts at the position of `other`.
  init(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8, from other: CSVScanner) {
    self.text = text
    self.separator = separator
    position = other.position
    line = other.line
  }

  var isAtEnd: Bool { position >= text.count }

  /// Whether only white space remains before the end of the line.
  var isAtBlankLine: Bool {
    var p = position
    while p < text.count, isSpace(text[p]) { p += 1 }
    return p >= text.count || text[p] == Self.lineFeed || text[p] == Self.carriageReturn
  }

  mutating func skipBlankLines() {
    while !isAtEnd, isAtBlankLine {
      skipSpaces()
      skipLineEnd()
    }
  }

  /// Reads a number, possibly after spaces, that is directly followed by a separator or, if `endsLine`, by the end of the line.
  ///
  /// Returns `nil` if anything else is found; the position is then meaningless.
  @inline(__always)
  mutating func readPlainNumber(endsLine: Bool) -> Double? {
    while position < text.count, text[position] == UInt8(ascii: " ") { position += 1 }
    guard let (value, end) = DecimalNumber.read(text, from: position), value.isFinite else { return nil }
    position = end
    if endsLine {
      if end < text.count {
        guard text[end] == Self.lineFeed || text[end] == Self.carriageReturn else { return nil }
        skipLineEnd()
      }
    } else {
      guard end < text.count, text[end] == separator else { return nil }
      position = end + 1
    }
    return value
  }

  /// Reads all fields up to the end of the line; quoted fields may span lines.
  mutating func readRecord() throws(DataError) -> [CSVField] {
    var fields: [CSVField] = []
    while true {
      fields.append(CSVField(try readField()))
      if !isAtEnd, text[position] == separator {
        position += 1
        if fields.count > Table.columnLimit {
          throw .tooManyColumns(found: fields.count + 1, limit: Table.columnLimit)
        }
      } else {
        skipLineEnd()
        return fields
      }
    }
  }

  private mutating func readField() throws(DataError) -> [UInt8] {
    skipSpaces()
    if !isAtEnd, text[position] == Self.quote { return try readQuotedField() }
    let start = position
    while !isAtFieldEnd { position += 1 }
    var end = position
    while end > start, isSpace(text[end - 1]) { end -= 1 }
    return Array(text[start..<end])
  }

  private mutating func readQuotedField() throws(DataError) -> [UInt8] {
    let openingLine = line
    var bytes: [UInt8] = []
    position += 1
    while true {
      guard !isAtEnd else { throw .unterminatedQuote(line: openingLine) }
      let byte = text[position]
      if byte == Self.quote {
        position += 1
        guard !isAtEnd, text[position] == Self.quote else { break }
        position += 1
      } else if byte == Self.lineFeed || byte == Self.carriageReturn {
        skipLineEnd()
        bytes.append(Self.lineFeed)
        continue
      } else {
        position += 1
      }
      bytes.append(byte)
    }
    skipSpaces()
    guard isAtFieldEnd else { throw .textAfterQuote(line: line) }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return Array(bytes.drop { isSpace($0) })
  }

  private var isAtFieldEnd: Bool {
    isAtEnd || text[position] == separator || text[position] == Self.lineFeed
      || text[position] == Self.carriageReturn
  }

  private mutating func skipSpaces() {
    while !isAtEnd, isSpace(text[position]) { position += 1 }
  }

  @inline(__always)
  private mutating func skipLineEnd() {
    guard position < text.count else { return }
    let isReturn = text[position] == Self.carriageReturn
    guard isReturn || text[position] == Self.lineFeed else { return }
    position += 1
    if isReturn, position < text.count, text[position] == Self.lineFeed { position += 1 }
    line += 1
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != separator
  }
}

extension CSVScanner {
  /// The separator that occurs equally often in the first two lines, else the first that occurs at all.
  ///
  /// Commas come last: with decimal commas they are part of numbers, which the reader should report.
  static func likelySeparator(from start: CSVScanner) -> UInt8 {
    let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    var rest = start
    let first = rest.countInLine(candidates)
    let second = rest.isAtEnd ? first : rest.countInLine(candidates)
    let chosen =
      candidates.indices.first { first[$0] > 0 && first[$0] == second[$0] }
      ?? candidates.indices.first { first[$0] > 0 }
    return chosen.map { candidates[$0] } ?? UInt8(ascii: ",")
  }

  /// How often each byte occurs outside quotes up to the end of the line; the scanner moves there.
  private mutating func countInLine(_ candidates: [UInt8]) -> [Int] {
    var counts = candidates.map { _ in 0 }
    var isQuoted = false
    while !isAtEnd {
      let byte = text[position]
      if byte == Self.quote { isQuoted.toggle() }
      if !isQuoted {
        if byte == Self.lineFeed || byte == Self.carriageReturn {
          skipLineEnd()
          break
        }
        if let c = candidates.firstIndex(of: byte) { counts[c] += 1 }
      }
      position += 1
    }
    return counts
  }
}
