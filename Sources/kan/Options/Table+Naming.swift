import SwiftKAN

extension Table {
  /// Reads a table for the tool: messages about what is in the file name the file.
  init(named path: String) throws {
    do {
      try self.init(contentsOf: path)
    } catch DataError.cannotRead(let path, let reason) {
      throw DataError.cannotRead(path: path, reason: reason)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }
}
