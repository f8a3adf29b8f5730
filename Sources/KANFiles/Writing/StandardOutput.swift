#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The stream that results go to.
package enum StandardOutput {
  /// Writes a text.
  ///
  /// - Throws: `FileError.cannotWrite` where the stream does not take all of it: a result that is lost is no success.
  package static func write(_ text: String) throws(FileError) {
    guard POSIX.writeAll(Array(text.utf8), to: STDOUT_FILENO) else {
      throw .cannotWrite(path: "stdout", reason: POSIX.reason)
    }
  }

  /// From now on the process ends with `status`, and `complaint` on stderr, if what libraries have printed by its end does
  /// not reach its stream. Both are kept for the life of the process.
  package static func watchPrinting(complaint: StaticString, status: Int32) {
    watched = (complaint, status)
    atexit {
      guard fflush(nil) != 0, let watched = StandardOutput.watched else { return }
      _ = POSIX.writeAll(Array("\(watched.complaint)".utf8), to: STDERR_FILENO)
      _exit(watched.status)
    }
  }

  // Written once, before any other thread is there.
  nonisolated(unsafe) private static var watched: (complaint: StaticString, status: Int32)?
}
