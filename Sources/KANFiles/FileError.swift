/// Errors of reading, writing and unpacking bytes.
///
/// The reasons are parts of sentences; the rooms above add what the file was expected to be and what to do.
package enum FileError: Error, Hashable, Sendable {
  /// The file cannot be opened or read.
  case cannotRead(path: String, reason: String)
  /// The file cannot be created or written.
  case cannotWrite(path: String, reason: String)
  /// A damaged zip archive or compressed file; the reason begins with what is damaged.
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
