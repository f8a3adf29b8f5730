/// Errors of writing and reading results.
package enum ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A folder cannot be created or written to.
  case unwritableFolder(path: String, reason: String)
  /// A file cannot be written.
  case unwritableFile(path: String, reason: String)

  /// A figure needs something that the model or the table lacks.
  case nothingToShow(String, Lack)
  /// The history of a model cannot be read.
  case damagedStory
  /// The file from which a search was to resume cannot be read.
  case damagedCheckpoint(path: String, reason: String)
  /// A folder holds no part of a divided search, or a part of another search.
  case unusableParts(String, reason: String)

  /// A notebook needs a formula, and the model has none.
  case noFormula

  /// One sentence that says what is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .unwritableFolder(let path, let reason):
      "the folder '\(path)' cannot be written: \(reason); choose another one"
    case .unwritableFile(let path, let reason):
      "the file '\(path)' cannot be written: \(reason); free space or choose another folder"
    case .nothingToShow(let picture, let lack):
      "the picture '\(picture)' cannot be drawn: \(lack)"
    case .noFormula:
      "the network still has splines and no formula; replace them by closed forms first"
    case .damagedCheckpoint(let path, let reason):
      "the checkpoint '\(path)' cannot be read: \(reason); start the search again"
    case .unusableParts(let place, let reason):
      "'\(place)' cannot be merged: \(reason); name the folders of all shares of one search"
    case .damagedStory:
      "the history in the model file is damaged; create the file again"
    }
  }
}
