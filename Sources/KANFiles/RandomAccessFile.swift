#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The number of cores of this machine.
package enum ProcessorCount {
  /// The cores that are online.
  package static var online: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

/// A regular file read piece by piece.
///
/// Through `pread` and the cache of the operating system, not by mapping: the pages of a mapped file count as the program's own,
/// and if another program truncates the file, this process is killed.
package final class RandomAccessFile: Sendable {
  /// Its path.
  package let path: String
  /// Its number of bytes.
  package let count: Int
  private let file: Int32

  /// Opens a file; `nil` for anything but a regular file, such as a pipe, which is left untouched.
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
          path: path, reason: read == 0 ? "it was truncated meanwhile" : String(cString: strerror(errno)))
      }
      done += read
    }
  }
}
