#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Calls of the operating system that are made again when a signal interrupts them.
enum POSIX {
  /// The operating system's word for what went wrong last.
  static var reason: String { String(cString: strerror(errno)) }

  /// Calls `body` until it is not interrupted; -1 means failure as everywhere in POSIX.
  static func retrying<Result: FixedWidthInteger & SignedInteger>(_ body: () -> Result) -> Result {
    while true {
      let result = body()
      if result != -1 || errno != EINTR { return result }
    }
  }

  /// Writes all bytes, however few the system takes at a time; false on failure, with the reason in `errno`.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        retrying { write(file, bytes.baseAddress?.advanced(by: written), bytes.count - written) }
      }
      guard count > 0 else {
        // A file that takes nothing and says nothing would be written for ever.
        if count == 0 { errno = EIO }
        return false
      }
      written += count
    }
    return true
  }
}
