import SwiftKAN

extension Table {
  /// Reads a table for the tool: messages about what is in the file name the file.
  init(named path: String) throws {
    do {
      try self.init(contentsOf: path)
    } catch {
      if case .cannotRead = error { throw error }
      throw Failure("\(path): \(error)")
    }
  }
}
