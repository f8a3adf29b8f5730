#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A source of bytes: memory, or a file of which only the requested parts are loaded.
package enum ByteSource: Sendable {
  case memory([UInt8])
  case file(RandomAccessFile)

  /// The number of bytes.
  package var count: Int {
    switch self {
    case .memory(let bytes): bytes.count
    case .file(let file): file.count
    }
  }

  /// Fills `buffer` with the bytes from `offset` on, all of which must exist.
  package func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) {
    switch self {
    case .memory(let bytes):
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + buffer.count]))
      }
    case .file(let file): try file.read(buffer, at: offset)
    }
  }

  /// The bytes of `range`, all of which must exist; those in memory are not copied.
  package func bytes(_ range: Range<Int>) throws(FileError) -> ArraySlice<UInt8> {
    switch self {
    case .memory(let bytes): return bytes[range]
    case .file(let file):
      var failure: FileError?
      let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
        do throws(FileError) {
          try file.read(UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
          filled = range.count
        } catch { failure = error }
      }
      if let failure { throw failure }
      return bytes[...]
    }
  }
}
