/// Why bytes could not be read, written or unpacked.
///
/// The reasons are parts of sentences; the rooms above say what the file was meant to be and what to do.
package enum FileError: Error, Hashable, Sendable {
  /// The file cannot be opened or read.
  case cannotRead(path: String, reason: String)
  /// The file cannot be created or written.
  case cannotWrite(path: String, reason: String)
  /// A zip archive or a compressed file that is not whole; the reason begins with what is damaged.
  case damaged(reason: String)
}

extension FileError {
  /// What went wrong, without the name of the file.
  package var reason: String {
    switch self {
    case .cannotRead(_, let reason), .cannotWrite(_, let reason), .damaged(let reason): reason
    }
  }
}
