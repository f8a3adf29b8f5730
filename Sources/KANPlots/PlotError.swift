/// Errors of writing pictures.
package enum PlotError: Error, Hashable, Sendable {
  /// The path's extension is not that of a picture format.
  case unknownFormat(path: String)
  /// The file cannot be written.
  case unwritableFile(path: String, reason: String)
}

extension PlotError: CustomStringConvertible {
  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .unknownFormat(let path):
      "'\(path)' does not end with a picture format; use .svg, .pdf, .png or .tex"
    case .unwritableFile(let path, let reason):
      "the file '\(path)' cannot be written: \(reason); free space or choose another folder"
    }
  }
}
