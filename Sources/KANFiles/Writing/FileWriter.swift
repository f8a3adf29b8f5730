#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file written piece by piece, which appears at its path only when complete.
package final class FileWriter {
  private let place: FilePlace
  /// The file to be renamed. Its lock lasts as long as it is open.
  private let file: Int32
  private let temporary: String
  private var isFinished = false

  /// Opens a file beside `path`.
  ///
  /// - Throws: `FileError.cannotWrite`, also for devices, pipes and links, which are not replaced.
  package init(_ path: String) throws(FileError) {
    place = try FilePlace(path)
    TemporaryFile.sweep(place.folder)
    (file, temporary) = TemporaryFile.create(in: place.folder)
    guard file >= 0 else { throw .cannotWrite(path: path, reason: POSIX.reason) }
    // The file keeps its permissions.
    if let old = place.status { fchmod(file, old.st_mode & 0o777) }
  }

  deinit {
    guard file >= 0, !isFinished else { return }
    unlinkat(place.folder, temporary, 0)
    close(file)
  }

  /// Adds bytes at the end.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    guard POSIX.writeAll(bytes, to: file) else { throw failure }
  }

  /// Flushes the file and moves it to its path.
  package func finish() throws(FileError) {
    guard POSIX.retrying({ fsync(file) }) == 0,
      POSIX.retrying({ renameat(place.folder, temporary, place.folder, place.name) }) == 0
    else { throw failure }
    isFinished = true
    close(file)
    // As in `StagedFile.finish`.
    _ = POSIX.retrying { fsync(place.folder) }
  }

  private var failure: FileError { .cannotWrite(path: place.path, reason: POSIX.reason) }
}
