#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The stream for results.
package enum StandardOutput {
  /// Writes a text.
  ///
  /// - Throws: `FileError.cannotWrite` if the stream does not accept all of it: a lost result is no success.
  package static func write(_ text: String) throws(FileError) {
    guard POSIX.writeAll(Array(text.utf8), to: STDOUT_FILENO) else {
      throw .cannotWrite(path: "stdout", reason: POSIX.reason)
    }
  }

  /// Makes the process end with `status`, and `complaint` on stderr, if output printed by libraries cannot be written by its end.
  /// Both are kept for the life of the process.
  package static func watchPrinting(complaint: StaticString, status: Int32) {
    watched = (complaint, status)
    atexit {
      guard fflush(nil) != 0, let watched = StandardOutput.watched else { return }
      _ = POSIX.writeAll(Array("\(watched.complaint)".utf8), to: STDERR_FILENO)
      _exit(watched.status)
    }
  }

  // Written once, before any other thread exists.
  nonisolated(unsafe) private static var watched: (complaint: StaticString, status: Int32)?
}
