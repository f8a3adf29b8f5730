/// One NumPy array as columns: a one-dimensional array is one column, a two-dimensional one n rows × m columns.
struct NPYArray {
  /// How every NPY file begins.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// `columns[c][s]`, finite and of one length, at least one of each.
  let columns: [[Double]]

  /// Reads the NPY file in `bytes`; `name` is for messages, `columnName` names its column c.
  init(
    _ bytes: UnsafeRawBufferPointer, name: String, columnName: (_ c: Int, _ count: Int) -> String
  ) throws(DataError) {
    func malformed(_ reason: String) -> DataError { .malformedArray(name: name, reason: reason) }
    let start = try Self.headerRange(bytes, malformed: malformed)
    let header: NPYHeader
    do {
      header = try NPYHeader(String(decoding: bytes[start], as: UTF8.self))
    } catch { throw malformed(error.reason) }
    guard let element = NPYElement(descr: header.descr) else {
      throw malformed("its elements are of type \(header.descr.prefix(20)), not float, int or bool")
    }

    guard header.shape.count == 1 || header.shape.count == 2 else {
      throw malformed("it has \(header.shape.count) dimensions, and 1 or 2 make a table")
    }
    let rows = header.shape[0]
    let count = header.shape.count == 2 ? header.shape[1] : 1
    guard rows > 0 else { throw .noRows }
    guard count > 0 else { throw .noColumns }
    guard count <= Table.columnLimit else { throw .tooManyColumns(found: count, limit: Table.columnLimit) }
    let (elements, overflow1) = rows.multipliedReportingOverflow(by: count)
    let (size, overflow2) = elements.multipliedReportingOverflow(by: element.size)
    let available = bytes.count - start.upperBound
    guard !overflow1, !overflow2, size == available else {
      throw malformed("its shape and type do not agree with its \(available) bytes of data")
    }

    let data = UnsafeRawBufferPointer(rebasing: bytes[start.upperBound...])
    columns =
      header.isFortranOrder
      ? Self.fortranColumns(data, element, rows: rows, count: count)
      : Self.rowMajorColumns(data, element, rows: rows, count: count)
    for (c, column) in columns.enumerated() {
      if let s = column.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(text: "\(column[s])", place: .row(s + 1), column: columnName(c, count))
      }
    }
  }

  /// Where the header text lies: after magic, version and a length of 2 (version 1) or 4 bytes.
  static func headerRange(
    _ bytes: UnsafeRawBufferPointer, malformed: (String) -> DataError
  ) throws(DataError) -> Range<Int> {
    guard bytes.starts(with: magic) else { throw malformed("it is not in NPY format") }
    guard bytes.count >= 12 else { throw malformed("its header is cut off") }
    let start: Int
    let length: Int
    switch bytes[6] {
    case 1:
      start = 10
      length = Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)))
    case 2, 3:
      start = 12
      length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
    default: throw malformed("its format version \(bytes[6]) is unknown")
    }
    guard length <= 65_536 else { throw malformed("its header is longer than any plain array needs") }
    guard length <= bytes.count - start else { throw malformed("its header is cut off") }
    return start..<start + length
  }

  private static func fortranColumns(
    _ data: UnsafeRawBufferPointer, _ element: NPYElement, rows: Int, count: Int
  ) -> [[Double]] {
    (0..<count).map { c in (0..<rows).map { element.value(data, at: (c * rows + $0) * element.size) } }
  }

  private static func rowMajorColumns(
    _ data: UnsafeRawBufferPointer, _ element: NPYElement, rows: Int, count: Int
  ) -> [[Double]] {
    var builder = ColumnBuilder(count: count)
    builder.reserve(rows: rows)
    var block = [Double](repeating: 0, count: min(builder.blockRows, rows) * count)
    for start in stride(from: 0, to: rows, by: builder.blockRows) {
      let blockRows = min(builder.blockRows, rows - start)
      block.withUnsafeMutableBufferPointer { block in
        for n in 0..<blockRows * count {
          block[n] = element.value(data, at: (start * count + n) * element.size)
        }
        if let base = block.baseAddress { builder.append(base, rows: blockRows) }
      }
    }
    return builder.columns
  }
}
