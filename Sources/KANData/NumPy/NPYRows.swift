#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A two-dimensional NPY file of any size as a source of rows, a few of which are in memory at a time.
///
/// Rows are read with `pread`, through the cache of the operating system but without mapping: pages of a mapped file count as the
/// program's own memory, and truncation by another program would kill it.
package final class NPYRows: Sendable {
  /// The number of rows.
  package let rowCount: Int
  /// The number of columns.
  package let columnCount: Int
  private let path: String
  private let file: Int32
  private let start: Int
  private let element: NPYElement

  /// Opens the file and checks that its size agrees with its header.
  ///
  /// - Throws: `DataError.cannotRead`, or `.malformedArray` for anything but rows × columns of numbers in C order.
  package init(contentsOf path: String) throws(DataError) {
    func malformed(_ reason: String) -> DataError { .malformedArray(name: path, reason: reason) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .cannotRead(path: path, reason: String(cString: strerror(errno))) }
    do throws(DataError) {
      let layout = try Self.layout(of: file, path: path)
      (rowCount, columnCount) = (layout.header.shape[0], layout.header.shape[1])
      (element, start) = (layout.element, layout.start)
    } catch {
      close(file)
      throw error
    }
    self.file = file
    self.path = path
  }

  private typealias Layout = (header: NPYHeader, element: NPYElement, start: Int)

  /// The layout that the header states, checked against the size of the file.
  private static func layout(of file: Int32, path: String) throws(DataError) -> Layout {
    func malformed(_ reason: String) -> DataError { .malformedArray(name: path, reason: reason) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotRead(path: path, reason: "it is not a file")
    }
    var head = [UInt8](repeating: 0, count: min(70_000, Int(status.st_size)))
    let found = head.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
    guard found == head.count else { throw .cannotRead(path: path, reason: String(cString: strerror(errno))) }
    let range = try headerRange(head, malformed)
    let header: NPYHeader
    do {
      header = try NPYHeader(String(decoding: head[range], as: UTF8.self))
    } catch { throw malformed(error.reason) }
    guard let element = NPYElement(descr: header.descr) else {
      throw malformed("its elements are of type \(header.descr.prefix(20)), not float, int or bool")
    }
    guard header.shape.count == 2, !header.isFortranOrder else {
      throw malformed("only two dimensions in C order can be read row by row")
    }
    let (elements, overflow1) = header.shape[0].multipliedReportingOverflow(by: header.shape[1])
    let (size, overflow2) = elements.multipliedReportingOverflow(by: element.size)
    guard elements > 0, !overflow1, !overflow2, size == Int(status.st_size) - range.upperBound else {
      throw malformed("its shape and type do not agree with its size")
    }
    return (header, element, range.upperBound)
  }

  /// The position of the header text in the first bytes of the file.
  private static func headerRange(
    _ head: [UInt8], _ malformed: (String) -> DataError
  ) throws(DataError) -> Range<Int> {
    let result: Result<Range<Int>, DataError> = head.withUnsafeBytes { bytes in
      do throws(DataError) {
        return .success(try NPYArray.headerRange(bytes, malformed: malformed))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  deinit { close(file) }

  /// Reads the rows `rows` into `values`, [row][column].
  ///
  /// - Throws: `DataError.cannotRead` if the file has changed meanwhile, `.notFinite` for NaN or infinity.
  package func read(_ rows: Range<Int>, into values: UnsafeMutableBufferPointer<Float>) throws(DataError) {
    precondition(0 <= rows.lowerBound && rows.upperBound <= rowCount, "the file has \(rowCount) rows")
    let count = rows.count * columnCount
    precondition(values.count >= count, "\(rows.count) rows need room for \(count) numbers")
    let offset = start + rows.lowerBound * columnCount * element.size
    if element.kind == .float, element.size == 4, !element.isBigEndian {
      try read(UnsafeMutableRawBufferPointer(values), count * 4, offset)
    } else {
      var failure: DataError?
      withUnsafeTemporaryAllocation(byteCount: count * element.size, alignment: 16) { bytes in
        do throws(DataError) {
          try read(bytes, count * element.size, offset)
          let source = UnsafeRawBufferPointer(bytes)
          for n in 0..<count { values[n] = Float(element.value(source, at: n * element.size)) }
        } catch { failure = error }
      }
      if let failure { throw failure }
    }
    // 0·x is NaN if x is not finite, so one sum checks all numbers.
    var lanes = SIMD8<Float>()
    var n = 0
    while n + 8 <= count {
      lanes += SIMD8(values[n..<n + 8]) * 0
      n += 8
    }
    var check = lanes.sum()
    while n < count {
      check += values[n] * 0
      n += 1
    }
    guard check != 0, let bad = (0..<count).first(where: { !values[$0].isFinite }) else { return }
    throw .notFinite(
      text: "\(values[bad])", place: .row(rows.lowerBound + bad / columnCount + 1),
      column: "\(bad % columnCount)")
  }

  /// The rows `rows` as columns, in double precision.
  ///
  /// - Throws: `DataError.cannotRead` if the file has changed meanwhile, `.notFinite` for NaN or infinity.
  package func columns(_ rows: Range<Int>) throws(DataError) -> [[Double]] {
    precondition(0 <= rows.lowerBound && rows.upperBound <= rowCount, "the file has \(rowCount) rows")
    var builder = ColumnBuilder(count: columnCount)
    builder.reserve(rows: rows.count)
    let capacity = min(builder.blockRows, rows.count) * columnCount
    let numbers = Buffer(numbers: capacity, bytes: capacity * element.size)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: builder.blockRows) {
      let count = min(builder.blockRows, rows.upperBound - first)
      let size = count * columnCount * element.size
      try read(numbers.bytes, size, start + first * columnCount * element.size)
      element.convert(
        UnsafeRawBufferPointer(numbers.bytes), count: count * columnCount, into: numbers.numbers)
      if let bad = (0..<count * columnCount).first(where: { !numbers.numbers[$0].isFinite }) {
        throw .notFinite(
          text: "\(numbers.numbers[bad])", place: .row(first + bad / columnCount + 1),
          column: "x\(bad % columnCount + 1)")
      }
      builder.append(numbers.numbers, rows: count)
    }
    return builder.columns
  }

  /// Memory for rows as stored in the file and as numbers.
  private final class Buffer {
    let numbers: UnsafeMutablePointer<Double>
    let bytes: UnsafeMutableRawBufferPointer

    init(numbers count: Int, bytes size: Int) {
      numbers = .allocate(capacity: count)
      bytes = .allocate(byteCount: size, alignment: 16)
    }

    deinit {
      numbers.deallocate()
      bytes.deallocate()
    }
  }

  private func read(_ bytes: UnsafeMutableRawBufferPointer, _ size: Int, _ offset: Int) throws(DataError) {
    var done = 0
    while done < size {
      let count = pread(file, bytes.baseAddress?.advanced(by: done), size - done, off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .cannotRead(
          path: path, reason: count == 0 ? "it was truncated meanwhile" : String(cString: strerror(errno)))
      }
      done += count
    }
  }
}
