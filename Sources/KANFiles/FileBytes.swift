#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads and writes whole files through POSIX calls.
///
/// Files are read, not mapped: a mapped file that another program truncates kills the process.
package enum FileBytes {
  /// Whether anything of this name exists.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The bytes of a file or pipe.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    func failure() -> FileError { .cannotRead(path: path, reason: String(cString: strerror(errno))) }
    let file = POSIX.retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw failure() }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure() }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFIFO else {
      throw .cannotRead(path: path, reason: kind == S_IFDIR ? "it is a folder" : "it is not a file")
    }
    if kind == S_IFREG { try AvailableMemory.require(Int(status.st_size), for: path) }
    if kind == S_IFREG, let bytes = regular(file, size: Int(status.st_size)) { return bytes }

    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = chunk.withUnsafeMutableBytes { posixRead(file, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure()
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Reads a file of known size without an intermediate copy; `nil` if its size turns out to differ.
  private static func regular(_ file: Int32, size: Int) -> [UInt8]? {
    guard size > 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = pread(
          file, buffer.baseAddress?.advanced(by: filled), size - filled, off_t(filled))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        filled += count
      }
    }
    return bytes.count == size ? bytes : nil
  }

  /// Writes a file atomically: first beside its destination, then flushed to disk and renamed.
  ///
  /// Whatever interrupts it, the path holds either the complete old file or the complete new one.
  ///
  /// - Throws: `FileError.cannotWrite`, also for devices, pipes and links, which are not replaced.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    var transaction = FileTransaction()
    transaction.write(bytes, to: path)
    try transaction.commit()
  }

  /// Removes a file; a missing file is no failure.
  package static func remove(_ path: String) throws(FileError) {
    guard POSIX.retrying({ unlink(path) }) != 0, errno != ENOENT else { return }
    throw .cannotWrite(path: path, reason: POSIX.reason)
  }
}

// Inside the enum, `read` would mean its own method.
private func posixRead(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, buffer, count)
}
