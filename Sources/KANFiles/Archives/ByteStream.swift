/// Bytes read in order, piece by piece, so that little of a large array need be in memory.
package final class ByteStream {
  /// The total number of bytes.
  package let count: Int
  private let source: ByteSource
  private let start: Int
  private let checksum: (value: UInt32, failure: FileError)?
  private var offset = 0
  private var running: UInt32 = 0

  /// All bytes of a source.
  package convenience init(_ source: ByteSource) {
    self.init(source, range: 0..<source.count, checksum: nil)
  }

  /// The bytes of `range`, all of which must exist.
  ///
  /// - Parameter checksum: Their checksum, and the error thrown with the last byte if it does not match.
  init(_ source: ByteSource, range: Range<Int>, checksum: (value: UInt32, failure: FileError)?) {
    (self.source, start, count, self.checksum) = (source, range.lowerBound, range.count, checksum)
  }

  /// The first bytes, at most `length`, without consuming them.
  package func prefix(_ length: Int) throws(FileError) -> [UInt8] {
    Array(try source.bytes(start..<start + min(length, count)))
  }

  /// Fills `buffer` with the next bytes, all of which must exist.
  package func read(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    try source.read(buffer, at: start + offset)
    offset += buffer.count
    guard let checksum else { return }
    running = CRC32.checksum(UnsafeRawBufferPointer(buffer), after: running)
    if offset == count, running != checksum.value { throw checksum.failure }
  }
}
