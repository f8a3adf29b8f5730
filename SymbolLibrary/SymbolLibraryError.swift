/// What can go wrong with the names and files of a symbol library.
package enum SymbolLibraryError: Error, Hashable, Sendable {
  /// No symbol has this name; `suggestions` are the nearest names.
  case unknownName(String, suggestions: [String])
  /// A file that cannot be read.
  case unreadableFile(path: String, reason: String)
  /// A file that is not a library; lines count from 1.
  case malformedFile(path: String, line: Int, reason: String)
}

extension SymbolLibraryError: CustomStringConvertible {
  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .unknownName(let name, let suggestions):
      "there is no function called '\(name)'; the most similar names are \(suggestions.joined(separator: ", "))"
    case .unreadableFile(let path, let reason): "the function library '\(path)' cannot be read: \(reason)"
    case .malformedFile(let path, let line, let reason): "\(path), line \(line): \(reason)"
    }
  }
}
