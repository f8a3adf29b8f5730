import SwiftKAN

extension Table {
  /// Reads a table for the tool: messages about what is in the file name the file.
  ///
  /// - Parameter group: The column that tells groups apart, where there is one; its labels are numbers, too.
  init(named path: String, group: String? = nil) throws {
    do {
      try self.init(contentsOf: path)
    } catch {
      if case .cannotRead = error { throw error }
      var hint: String?
      if case .notANumber(_, _, let column) = error, column == group {
        hint = "the groups of --group are told apart by numbers: write 1, 2, … in the place of their names"
      }
      throw Failure("\(path): \(error)", hint: hint)
    }
  }
}
