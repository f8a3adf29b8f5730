#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The cores of this machine.
package enum ProcessorCount {
  /// Those that are running.
  package static var online: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// A regular file that is read piece by piece.
///
/// Through `pread` and the cache of the operating system, not by mapping: the pages of a mapped file count as the
/// program's own, and one that another program truncates kills it.
package final class RandomAccessFile: Sendable {
  /// Where it is.
  package let path: String
  /// Its bytes.
  package let count: Int
  private let file: Int32

  /// Opens a file; `nil` for what is no regular file, such as a pipe, which is left untouched.
  package init?(_ path: String) throws(FileError) {
    var kind = stat()
    guard stat(path, &kind) == 0, kind.st_mode & S_IFMT == S_IFREG else { return nil }
    let file = POSIX.retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw .cannotRead(path: path, reason: String(cString: strerror(errno))) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return nil
    }
    (self.path, self.file, count) = (path, file, Int(status.st_size))
  }

  deinit { close(file) }

  /// Fills `buffer` with the bytes from `offset`, all of which must exist.
  package func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) {
    var done = 0
    while done < buffer.count {
      let read = pread(
        file, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
      if read < 0, errno == EINTR { continue }
      guard read > 0 else {
        throw .cannotRead(
          path: path, reason: read == 0 ? "it has become shorter" : String(cString: strerror(errno)))
      }
      done += read
    }
  }
}
