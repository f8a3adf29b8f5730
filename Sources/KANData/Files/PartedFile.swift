import KANFiles

/// A file of numbers that is read in parts, so that no process needs to see all of it.
///
/// The rows of a part depend only on the file and on the number of parts. Rows of an NPY file lie at known positions; text is
/// divided at evenly spaced bytes, moved to the next end of a line.
package struct PartedFile: Sendable {
  private enum Content: Sendable {
    case array(NPYRows)
    case text(RandomAccessFile, separator: UInt8, names: [String], start: Int)
  }

  private let path: String
  private let content: Content

  /// Bytes of text that are read at a time; at least one line is read.
  private static let blockSize = 1 << 22

  /// Opens a file and reads its header.
  ///
  /// - Throws: `DataError`, also for files that cannot be read in parts: compressed ones, archives, pipes.
  package init(contentsOf path: String, options: Table.Options = Table.Options()) throws(DataError) {
    self.path = path
    guard let file = try DataError.translating({ () throws(FileError) in try RandomAccessFile(path) }) else {
      throw .cannotRead(path: path, reason: "a file that is read in parts must be a regular file")
    }
    let head = try Self.bytes(0..<min(file.count, Self.blockSize), of: file)
    if head.starts(with: NPYArray.magic) {
      content = .array(try NPYRows(contentsOf: path))
      return
    }
    for (magic, kind) in [([0x1F, 0x8B] as [UInt8], "a compressed file"), ([0x50, 0x4B], "an archive")]
    where head.starts(with: magic) {
      throw .unsupportedFormat(
        reason: "\(kind) cannot be read in parts; save it as one two-dimensional NPY array or as plain text")
    }
    var options = options
    if options.separator == .automatic, path.lowercased().hasSuffix(".tsv") { options.separator = .tab }
    let opening = try head.withUnsafeBufferPointer {
      (text: UnsafeBufferPointer<UInt8>) throws(DataError) -> (UInt8, [String], Int) in
      let reader = try CSVReader(text, options: options)
      return (reader.separator, reader.names, reader.position)
    }
    content = .text(file, separator: opening.0, names: opening.1, start: opening.2)
  }

  /// Part `part` of `count`.
  ///
  /// - Throws: `DataError` with the line or row of the mistake in the file, and `.noRows` for a part without rows.
  package func table(part: Int, of count: Int) throws(DataError) -> Table {
    precondition((0..<count).contains(part), "part \(part) is none of \(count)")
    switch content {
    case .array(let rows):
      let (first, end) = (rows.rowCount * part / count, rows.rowCount * (part + 1) / count)
      guard first < end else { throw .noRows }
      try DataError.requireMemory(numbers: (end - first) * rows.columnCount, for: path)
      let columns = try rows.columns(first..<end)
      return Table(checkedNames: Table.defaultNames(columns.count), columns: columns)
    case .text(let file, let separator, let names, let start):
      let length = file.count - start
      let first = try lineStart(file, from: start + length * part / count, after: start)
      let end = try lineStart(file, from: start + length * (part + 1) / count, after: start)
      return try table(file, first..<end, separator, names)
    }
  }

  /// The rows of the lines in a range of bytes.
  private func table(
    _ file: RandomAccessFile, _ range: Range<Int>, _ separator: UInt8, _ names: [String]
  ) throws(DataError) -> Table {
    var builder = ColumnBuilder(count: names.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = min(offset + Self.blockSize, range.upperBound)
      let end = wanted == range.upperBound ? wanted : try lineStart(file, from: wanted, after: offset)
      let bytes = try Self.bytes(offset..<end, of: file)
      guard !bytes.contains(UInt8(ascii: "\"")) else {
        throw .unsupportedFormat(
          reason:
            "text with quotes cannot be read in parts, because a quoted field may contain a line break; "
            + "write plain numbers or an NPY file")
      }
      let rows = bytes.withUnsafeBufferPointer {
        CSVReader.plainRows($0, separator: separator, columns: names.count)
      }
      if let rows {
        rows.withUnsafeBufferPointer {
          if let base = $0.baseAddress { builder.append(base, rows: rows.count / names.count) }
        }
      } else if let rest = try carefully(bytes, file, offset, separator, names) {
        for s in 0..<rest.rowCount {
          let row = rest.columns.map { $0[s] }
          row.withUnsafeBufferPointer { if let base = $0.baseAddress { builder.append(base, rows: 1) } }
        }
      }
      offset = end
    }
    guard !builder.columns[0].isEmpty else { throw .noRows }
    return Table(checkedNames: names, columns: builder.columns)
  }

  /// Lines that are not all plain numbers, read carefully; `nil` for trailing blank lines.
  private func carefully(
    _ bytes: [UInt8], _ file: RandomAccessFile, _ offset: Int, _ separator: UInt8, _ names: [String]
  ) throws(DataError) -> Table? {
    let isBlank = !bytes.contains { $0 > UInt8(ascii: " ") }
    let end = offset + bytes.count
    if isBlank, try !hasText(file, from: end) { return nil }
    // The preceding lines are counted only if a message may need their number.
    var line = 1
    for first in stride(from: 0, to: offset, by: Self.blockSize) {
      let before = try Self.bytes(first..<min(first + Self.blockSize, offset), of: file)
      line += before.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    }
    // Only trailing blank lines are harmless: elsewhere, a blank line may be a lost value.
    let tail = bytes.reversed().prefix { $0 <= UInt8(ascii: " ") }.count { $0 == UInt8(ascii: "\n") }
    if isBlank || tail > 1, try hasText(file, from: end) {
      let lines = bytes.count { $0 == UInt8(ascii: "\n") }
      throw .missingValue(place: .line(isBlank ? line : line + lines - tail + 1), column: names[0])
    }
    return try bytes.withUnsafeBufferPointer {
      (text: UnsafeBufferPointer<UInt8>) throws(DataError) -> Table in
      try CSVReader.table(lines: text, separator: separator, names: names, line: line)
    }
  }

  /// Whether anything but white space follows a position.
  private func hasText(_ file: RandomAccessFile, from place: Int) throws(DataError) -> Bool {
    for first in stride(from: place, to: file.count, by: Self.blockSize) {
      let bytes = try Self.bytes(first..<min(first + Self.blockSize, file.count), of: file)
      if bytes.contains(where: { $0 > UInt8(ascii: " ") }) { return true }
    }
    return false
  }

  /// The first start of a line at or after a position; the end of the file if there is none.
  private func lineStart(
    _ file: RandomAccessFile, from place: Int, after start: Int
  ) throws(DataError) -> Int {
    guard place > start else { return start }
    var offset = place - 1
    while offset < file.count {
      let bytes = try Self.bytes(offset..<min(offset + 65_536, file.count), of: file)
      if let found = bytes.firstIndex(of: UInt8(ascii: "\n")) { return offset + found + 1 }
      offset += bytes.count
    }
    return file.count
  }

  private static func bytes(_ range: Range<Int>, of file: RandomAccessFile) throws(DataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    try DataError.translating { () throws(FileError) in
      var failure: FileError?
      bytes.withUnsafeMutableBytes { bytes in
        do throws(FileError) { try file.read(bytes, at: range.lowerBound) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    return bytes
  }
}
