import KANFiles

/// A table as a text file contains it: every field is a number, missing, or a text.
///
/// It is read if a file contains more than plain numbers; `TablePreparation` turns it into a dataset.
package struct MixedTable: Hashable, Sendable {
  /// One field.
  package enum Cell: Hashable, Sendable {
    /// A finite number.
    case number(Double)
    /// Nothing, `NA`, `null` and the like.
    case missing
    /// `NaN`, an infinity, a number beyond the range of `Double`.
    case notFinite(String)
    /// Anything else.
    case text(String)

    /// Whether there is no value to compute with.
    var isMissing: Bool {
      switch self {
      case .missing, .notFinite: true
      case .number, .text: false
      }
    }
  }

  /// The names of the columns, distinct and not empty.
  package let names: [String]
  /// `columns[c][s]`: column c, row s.
  package let columns: [[Cell]]
  /// The line of the file that each row starts on.
  package let lines: [Int]
  /// The columns without a name in the file, as pandas and R write the names of rows.
  package let unnamed: Set<String>

  /// The number of rows.
  package var rowCount: Int { lines.count }

  /// Reads delimited text; the first line contains the names.
  ///
  /// - Throws: An error for malformed lines and names; fields may contain anything.
  package init(bytes: [UInt8], options: Table.Options = Table.Options()) throws(DataError) {
    self = try bytes.withUnsafeBufferPointer {
      (text: UnsafeBufferPointer<UInt8>) throws(DataError) -> MixedTable in
      try MixedTable(text, options)
    }
  }

  /// Reads a file of delimited text, which may be compressed by gzip.
  package init(contentsOf path: String, options: Table.Options = Table.Options()) throws(DataError) {
    var options = options
    if options.separator == .automatic, path.lowercased().hasSuffix(".tsv") { options.separator = .tab }
    let bytes = try DataError.translating { () throws(FileError) in
      let bytes = try FileBytes.read(path)
      return Gzip.isLikely(bytes) ? try Gzip.unpacked(bytes) : bytes
    }
    try self.init(bytes: bytes, options: options)
  }

  /// The same columns under other names.
  package func renamed(_ names: [String]) -> MixedTable {
    var now = unnamed
    for (old, new) in zip(self.names, names) where unnamed.contains(old) {
      now.remove(old)
      now.insert(new)
    }
    return MixedTable(names: names, columns: columns, lines: lines, unnamed: now)
  }

  private init(_ text: UnsafeBufferPointer<UInt8>, _ options: Table.Options) throws(DataError) {
    var start = CSVScanner(text, separator: UInt8(ascii: ","))
    start.skipBlankLines()
    guard !start.isAtEnd else { throw .emptyFile }
    var scanner = CSVScanner(
      text, separator: options.separator.byte ?? CSVScanner.likelySeparator(from: start), from: start)
    let afterNothing = scanner
    let header = try scanner.readRecord()
    let hasHeader =
      switch options.header {
      case .present: true
      case .none: false
      case .automatic: header.contains { $0.kind == .text }
      }
    if !hasHeader { scanner = afterNothing }
    var rows: [[Cell]] = []
    var lines: [Int] = []
    while !scanner.isAtEnd {
      if scanner.isAtBlankLine {
        scanner.skipBlankLines()
        continue
      }
      let line = scanner.line
      rows.append(try scanner.readRecord().map { options.numbers.cell($0) })
      lines.append(line)
    }
    guard let width = rows.first?.count else { throw .noRows }
    var names =
      hasHeader ? header.map { String(decoding: $0.bytes, as: UTF8.self) } : Table.defaultNames(width)
    // R gives the column of row names no name.
    if names.count + 1 == width { names.insert("", at: 0) }
    var unnamed: Set<String> = []
    for place in names.indices where names[place].isEmpty {
      var name = "row"
      while names.contains(name) { name += "_" }
      names[place] = name
      unnamed.insert(name)
    }
    try Table.check(names: names)
    for (row, line) in zip(rows, lines) where row.count != names.count {
      throw .raggedLine(line: line, found: row.count, expected: names.count)
    }
    self.init(
      names: names, columns: names.indices.map { c in rows.map { $0[c] } }, lines: lines, unnamed: unnamed)
  }

  /// A table from its parts.
  init(names: [String], columns: [[Cell]], lines: [Int], unnamed: Set<String> = []) {
    self.names = names
    self.columns = columns
    self.lines = lines
    self.unnamed = unnamed
  }

  /// The same table of plain numbers.
  package init(_ table: Table) {
    self.init(
      names: table.names, columns: table.columns.map { $0.map(Cell.number) },
      lines: (0..<table.rowCount).map { $0 + 2 })
  }
}
