#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file written piece by piece, which appears at its path only when complete.
package final class FileWriter {
  private let path: String
  private let temporary: String
  private let file: Int32
  private var isFinished = false

  /// Opens a file beside `path`.
  package init(_ path: String) throws(FileError) {
    self.path = path
    temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).part"
    file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Self.failure(path) }
  }

  deinit {
    guard file >= 0, !isFinished else { return }
    close(file)
    unlink(temporary)
  }

  /// Adds bytes at the end.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        posixWrite(file, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      written += count
    }
  }

  /// Flushes the file and moves it to its path.
  package func finish() throws(FileError) {
    guard fsync(file) == 0, rename(temporary, path) == 0 else { throw Self.failure(path) }
    isFinished = true
    close(file)
  }

  private static func failure(_ path: String) -> FileError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}

// Inside the class, `write` would mean its own method.
private func posixWrite(_ file: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, buffer, count)
}
