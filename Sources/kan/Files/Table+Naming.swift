import SwiftKAN

extension Table {
  /// Reads a table for the tool: messages about what is in the file name the file.
  ///
  /// - Parameters:
  ///   - group: The column that tells groups apart, where there is one; it may hold texts.
  ///   - others: The columns that are wanted besides it; all where `nil`.
  init(named path: String, group: String? = nil, others: [String]? = nil) throws {
    do {
      if let group {
        try self.init(contentsOf: path, labelsIn: group, others: others)
      } else {
        try self.init(contentsOf: path)
      }
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure("\(path): \(error)")
    }
  }
}
