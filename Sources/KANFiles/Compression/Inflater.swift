import CZlib

/// Decompresses deflate streams with zlib.
enum Inflater {
  /// The wrapping of the stream.
  enum Wrapping {
    /// No wrapping, as inside a zip archive.
    case none
    /// That of a `.gz` file, several of which may follow each other.
    case gzip

    fileprivate var windowBits: Int32 { self == .none ? -MAX_WBITS : MAX_WBITS + 16 }
  }

  /// The failure; the caller adds where it occurred.
  enum Failure: Error { case damaged, cutOff, tooLong }

  /// The unpacked bytes.
  ///
  /// - Parameter limit: The largest number of unpacked bytes, beyond which `tooLong` is thrown.
  static func inflate(
    _ bytes: ArraySlice<UInt8>, wrapping: Wrapping, expecting expected: Int, limit: Int
  ) throws(Failure) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(expected, limit))
    var rest = bytes
    repeat {
      rest = try inflateOne(rest, wrapping, into: &result, limit: limit)
    } while wrapping == .gzip && rest.starts(with: [0x1F, 0x8B])
    return result
  }

  /// Unpacks one stream and returns the bytes that follow it.
  private static func inflateOne(
    _ bytes: ArraySlice<UInt8>, _ wrapping: Wrapping, into result: inout [UInt8], limit: Int
  ) throws(Failure) -> ArraySlice<UInt8> {
    var stream = z_stream()
    guard kan_inflate_init(&stream, wrapping.windowBits) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var position = bytes.startIndex
    while true {
      let input = bytes[position...].prefix(1 << 30)
      let (status, consumed, produced) = step(&stream, input, &chunk)
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw .damaged }
      guard produced <= limit - result.count else { throw .tooLong }
      result.append(contentsOf: chunk[..<produced])
      position += consumed
      if status == Z_STREAM_END { return bytes[position...] }
      if consumed == 0 && produced == 0 { throw .cutOff }
    }
  }

  private static func step(
    _ stream: inout z_stream, _ input: ArraySlice<UInt8>, _ chunk: inout [UInt8]
  ) -> (status: Int32, consumed: Int, produced: Int) {
    input.withUnsafeBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { chunk in
        // zlib declares its input without const, but does not write to it.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = chunk.baseAddress
        stream.avail_out = UInt32(chunk.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (status, input.count - Int(stream.avail_in), chunk.count - Int(stream.avail_out))
      }
    }
  }
}
