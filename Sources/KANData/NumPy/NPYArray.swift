import KANFiles

/// One NumPy array as columns: a one-dimensional array is one column, a two-dimensional one n rows × m columns.
struct NPYArray {
  /// The first bytes of every NPY file.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// `columns[c][s]`, finite and of one length, at least one of each.
  let columns: [[Double]]

  /// Reads an NPY file; `name` is for messages, `columnName` names its column c.
  init(
    _ stream: ByteStream, name: String, columnName: (_ c: Int, _ count: Int) -> String
  ) throws(DataError) {
    func malformed(_ reason: String) -> DataError { .malformedArray(name: name, reason: reason) }
    let head = try DataError.translating { () throws(FileError) in try stream.prefix(70_000) }
    let start = try head.withUnsafeBufferPointer { (head: UnsafeBufferPointer<UInt8>) throws(DataError) in
      try Self.headerRange(UnsafeRawBufferPointer(head), malformed: malformed)
    }
    let header: NPYHeader
    do {
      header = try NPYHeader(String(decoding: head[start], as: UTF8.self))
    } catch { throw malformed(error.reason) }
    guard let element = NPYElement(descr: header.descr) else {
      throw malformed("its elements are of type \(header.descr.prefix(20)), not float, int or bool")
    }

    guard header.shape.count == 1 || header.shape.count == 2 else {
      throw malformed("it has \(header.shape.count) dimensions, but a table has 1 or 2")
    }
    let rows = header.shape[0]
    let count = header.shape.count == 2 ? header.shape[1] : 1
    guard rows > 0 else { throw .noRows }
    guard count > 0 else { throw .noColumns }
    guard count <= Table.columnLimit else { throw .tooManyColumns(found: count, limit: Table.columnLimit) }
    let (elements, overflow1) = rows.multipliedReportingOverflow(by: count)
    let (size, overflow2) = elements.multipliedReportingOverflow(by: element.size)
    let available = stream.count - start.upperBound
    guard !overflow1, !overflow2, size == available else {
      throw malformed("its shape and type do not agree with its \(available) bytes of data")
    }

    try DataError.requireMemory(numbers: elements, for: name)
    var pieces = Pieces(stream, element)
    try pieces.skip(start.upperBound)
    columns =
      header.isFortranOrder
      ? try Self.fortranColumns(&pieces, rows: rows, count: count)
      : try Self.rowMajorColumns(&pieces, rows: rows, count: count)
    for (c, column) in columns.enumerated() {
      if let s = column.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(text: "\(column[s])", place: .row(s + 1), column: columnName(c, count))
      }
    }
  }

  /// The position of the header text: after magic, version and a length of 2 (version 1) or 4 bytes.
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
    guard length <= 65_536 else { throw malformed("its header is too long for a plain array") }
    guard length <= bytes.count - start else { throw malformed("its header is cut off") }
    return start..<start + length
  }

  /// The numbers of a stream in their order.
  private struct Pieces {
    private let stream: ByteStream
    private let element: NPYElement
    private var bytes: [UInt8] = []

    init(_ stream: ByteStream, _ element: NPYElement) { (self.stream, self.element) = (stream, element) }

    mutating func skip(_ count: Int) throws(DataError) { try read(count) }

    /// The next numbers.
    mutating func next(_ count: Int, into numbers: UnsafeMutablePointer<Double>) throws(DataError) {
      try read(count * element.size)
      bytes.withUnsafeBytes { element.convert($0, count: count, into: numbers) }
    }

    private mutating func read(_ count: Int) throws(DataError) {
      if bytes.count < count { bytes = [UInt8](repeating: 0, count: count) }
      var failure: FileError?
      bytes.withUnsafeMutableBytes { room in
        do throws(FileError) {
          try stream.read(UnsafeMutableRawBufferPointer(rebasing: room[..<count]))
        } catch { failure = error }
      }
      if let failure { try DataError.translating { () throws(FileError) in throw failure } }
    }
  }

  /// Numbers that are converted at a time if there is a choice.
  private static let pieceCount = 65_536

  private static func fortranColumns(
    _ pieces: inout Pieces, rows: Int, count: Int
  ) throws(DataError) -> [[Double]] {
    var columns: [[Double]] = []
    for _ in 0..<count {
      var failure: DataError?
      columns.append(
        [Double](unsafeUninitializedCapacity: rows) { column, filled in
          guard let base = column.baseAddress else { return }
          do throws(DataError) {
            while filled < rows {
              let piece = min(pieceCount, rows - filled)
              try pieces.next(piece, into: base + filled)
              filled += piece
            }
          } catch { failure = error }
        })
      if let failure { throw failure }
    }
    return columns
  }

  private static func rowMajorColumns(
    _ pieces: inout Pieces, rows: Int, count: Int
  ) throws(DataError) -> [[Double]] {
    // One column is its own transpose.
    if count == 1 { return try fortranColumns(&pieces, rows: rows, count: 1) }
    var builder = ColumnBuilder(count: count)
    builder.reserve(rows: rows)
    let block = UnsafeMutablePointer<Double>.allocate(capacity: min(builder.blockRows, rows) * count)
    defer { block.deallocate() }
    for start in stride(from: 0, to: rows, by: builder.blockRows) {
      let blockRows = min(builder.blockRows, rows - start)
      try pieces.next(blockRows * count, into: block)
      builder.append(block, rows: blockRows)
    }
    return builder.columns
  }
}
