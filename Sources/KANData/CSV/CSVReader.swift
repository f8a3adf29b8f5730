import KANFiles

/// Reads a table from delimited text (RFC 4180 and its common variants), byte by byte.
///
/// A field that is a plain number takes a fast path without allocation; all else (quotes, white space, mistakes) is read again by
/// `CSVScanner`, which reports mistakes.
struct CSVReader {
  private var scanner: CSVScanner
  let names: [String]

  var separator: UInt8 { scanner.separator }
  var position: Int { scanner.position }
  var isAtEnd: Bool { scanner.isAtEnd }

  /// The table in `bytes`.
  static func table(_ bytes: [UInt8], options: Table.Options) throws(DataError) -> Table {
    try bytes.withUnsafeBufferPointer { (text: UnsafeBufferPointer<UInt8>) throws(DataError) -> Table in
      var reader = try CSVReader(text, options: options)
      return try reader.readTable()
    }
  }

  /// Determines the separator and the names, and stops before the first row.
  init(_ text: UnsafeBufferPointer<UInt8>, options: Table.Options) throws(DataError) {
    var start = CSVScanner(text, separator: UInt8(ascii: ","))
    start.skipBlankLines()
    guard !start.isAtEnd else { throw .emptyFile }
    scanner = CSVScanner(
      text, separator: options.separator.byte ?? CSVScanner.likelySeparator(from: start), from: start)

    var afterFirst = scanner
    let first = try afterFirst.readRecord()
    let hasHeader =
      switch options.header {
      case .present: true
      case .none: false
      case .automatic: first.contains { $0.kind == .text }
      }
    guard hasHeader else {
      names = Table.defaultNames(first.count)
      try Table.check(names: names)
      return
    }
    var names: [String] = []
    for field in first {
      guard let name = String(validating: field.bytes, as: UTF8.self) else {
        throw .notUTF8(line: scanner.line)
      }
      names.append(name.visible())
    }
    try Table.check(names: names)
    self.names = names
    scanner = afterFirst
  }

  /// The table of some lines of a file whose header is known.
  ///
  /// - Parameter line: The number of the first of them in the file.
  static func table(
    lines text: UnsafeBufferPointer<UInt8>, separator: UInt8, names: [String], line: Int
  ) throws(DataError) -> Table {
    var reader = CSVReader(CSVScanner(lines: text, separator: separator, line: line), names)
    return try reader.readTable()
  }

  private init(_ scanner: CSVScanner, _ names: [String]) { (self.scanner, self.names) = (scanner, names) }

  /// The numbers of lines that contain only plain numbers, row by row; `nil` if there is anything else.
  static func plainRows(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8, columns: Int) -> [Double]? {
    var scanner = CSVScanner(text, separator: separator)
    // A number and its separator take at least two bytes.
    let capacity = text.count / 2 + 1
    var isPlain = true
    let numbers = [Double](unsafeUninitializedCapacity: capacity) { numbers, count in
      while isPlain, !scanner.isAtEnd {
        for c in 1...columns {
          guard let number = scanner.readPlainNumber(endsLine: c == columns) else {
            isPlain = false
            break
          }
          numbers[count] = number
          count += 1
        }
      }
    }
    return isPlain ? numbers : nil
  }

  private mutating func readTable() throws(DataError) -> Table {
    var builder = ColumnBuilder(count: names.count)
    let start = scanner.position
    var block = [Double](repeating: 0, count: builder.blockRows * names.count)
    var isFirst = true
    while true {
      let rows = try block.withUnsafeMutableBufferPointer {
        (block: inout UnsafeMutableBufferPointer<Double>) throws(DataError) -> Int in
        try readRows(into: block, atMost: builder.blockRows)
      }
      if isFirst, rows == builder.blockRows {
        // The rest of the file has about as many bytes per row as its beginning.
        let bytesPerRow = max(1, (scanner.position - start) / rows)
        builder.reserve(rows: (scanner.text.count - start) / bytesPerRow + rows / 8)
      }
      isFirst = false
      block.withUnsafeBufferPointer { block in
        if let base = block.baseAddress { builder.append(base, rows: rows) }
      }
      if rows < builder.blockRows { break }
    }
    guard builder.columns[0].count > 0 else { throw .noRows }
    return Table(checkedNames: names, columns: builder.columns)
  }

  /// Fills `block` row by row; fewer rows than `limit` mean that the file has ended.
  private mutating func readRows(
    into block: UnsafeMutableBufferPointer<Double>, atMost limit: Int
  ) throws(DataError) -> Int {
    for row in 0..<limit {
      guard !scanner.isAtEnd else { return row }
      if scanner.isAtBlankLine {
        // Only trailing blank lines are harmless: elsewhere, a blank line may be a lost value.
        let line = scanner.line
        scanner.skipBlankLines()
        guard scanner.isAtEnd else { throw .missingValue(place: .line(line), column: names[0]) }
        return row
      }
      try readRow(into: block, at: row * names.count)
    }
    return limit
  }

  @inline(__always)
  private mutating func readRow(
    into block: UnsafeMutableBufferPointer<Double>, at offset: Int
  ) throws(DataError) {
    let rowStart = scanner
    let last = names.count - 1
    for c in 0...last {
      if let number = scanner.readPlainNumber(endsLine: c == last) {
        block[offset + c] = number
      } else {
        // Rare enough to read the whole line again, with full care.
        scanner = rowStart
        try readRowCarefully(into: block, at: offset)
        return
      }
    }
  }

  private mutating func readRowCarefully(
    into block: UnsafeMutableBufferPointer<Double>, at offset: Int
  ) throws(DataError) {
    let line = scanner.line
    let fields = try scanner.readRecord()
    guard fields.count == names.count else {
      throw .raggedLine(line: line, found: fields.count, expected: names.count)
    }
    for (c, field) in fields.enumerated() {
      switch field.kind {
      case .number(let value): block[offset + c] = value
      case .missing: throw .missingValue(place: .line(line), column: names[c])
      case .notFinite: throw .notFinite(text: field.shownText, place: .line(line), column: names[c])
      case .text: throw .notANumber(text: field.shownText, place: .line(line), column: names[c])
      }
    }
  }
}
