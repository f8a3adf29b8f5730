#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// System calls that are repeated when interrupted by a signal.
enum POSIX {
  /// The operating system's message for the last error.
  static var reason: String { String(cString: strerror(errno)) }

  /// Calls `body` until it is not interrupted; -1 means failure as everywhere in POSIX.
  static func retrying<Result: FixedWidthInteger & SignedInteger>(_ body: () -> Result) -> Result {
    while true {
      let result = body()
      if result != -1 || errno != EINTR { return result }
    }
  }

  /// Writes all bytes, however few the system accepts at a time; false on failure, with the reason in `errno`.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        retrying { write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written) }
      }
      guard count > 0 else {
        // If the file accepts nothing and reports no error, the loop would never end.
        if count == 0 { errno = EIO }
        return false
      }
      written += count
    }
    return true
  }
}
