import KANFiles

/// A CSV file written block by block, so that a table of any length needs the memory of only one block; the file appears complete
/// or not at all.
package final class CSVWriter {
  private let file: FileWriter
  private let separator: UInt8
  private let columnCount: Int

  /// Begins a file with the names of its columns.
  ///
  /// - Throws: `DataError` for names that no table can have, and for a path that cannot be written to.
  package init(path: String, names: [String], separator: Table.Options.Separator = .comma) throws(DataError) {
    try Table.check(names: names)
    self.separator = separator.byte ?? UInt8(ascii: ",")
    columnCount = names.count
    file = try DataError.translating { () throws(FileError) in try FileWriter(path) }
    try write(Self.header(names, separator: self.separator))
  }

  /// Adds rows: `columns[c][s]`. A number that is not finite is written as `nan`, `inf` or `-inf`.
  package func append(_ columns: [[Double]]) throws(DataError) {
    precondition(columns.count == columnCount, "a block has the columns of its file")
    try write(Self.rows(columns, separator: separator))
  }

  /// Adds rows that may also contain texts and gaps: `cells[c][s]`.
  package func append(cells: [[MixedTable.Cell]]) throws(DataError) {
    precondition(cells.count == columnCount, "a block has the columns of its file")
    try write(Self.rows(cells: cells, separator: separator))
  }

  /// Moves the finished file to its path.
  package func finish() throws(DataError) {
    try DataError.translating { () throws(FileError) in try file.finish() }
  }

  private func write(_ bytes: [UInt8]) throws(DataError) {
    try DataError.translating { () throws(FileError) in try file.write(bytes) }
  }
}

extension CSVWriter {
  /// A line of names.
  package static func header(_ names: [String], separator: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
    var bytes: [UInt8] = []
    for (c, name) in names.enumerated() {
      if c > 0 { bytes.append(separator) }
      bytes.append(contentsOf: quotedIfNeeded(name, separator: separator))
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// One line per row, each number as the shortest text that reads back to the same bits.
  package static func rows(_ columns: [[Double]], separator: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
    var bytes: [UInt8] = []
    let rows = columns.first?.count ?? 0
    bytes.reserveCapacity(rows * columns.count * 12)
    for s in 0..<rows {
      for c in columns.indices {
        if c > 0 { bytes.append(separator) }
        bytes.append(contentsOf: columns[c][s].description.utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// One line per row; a gap is an empty field.
  package static func rows(cells: [[MixedTable.Cell]], separator: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
    var bytes: [UInt8] = []
    for s in 0..<(cells.first?.count ?? 0) {
      for c in cells.indices {
        if c > 0 { bytes.append(separator) }
        switch cells[c][s] {
        case .number(let value): bytes.append(contentsOf: value.description.utf8)
        case .text(let text), .notFinite(let text):
          bytes.append(contentsOf: quotedIfNeeded(text, separator: separator))
        case .missing: break
        }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private static func quotedIfNeeded(_ name: String, separator: UInt8) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let bytes = Array(name.utf8)
    let special: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), 10, 13, 32, quote]
    guard bytes.contains(where: { special.contains($0) || $0 == separator }) else { return bytes }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
