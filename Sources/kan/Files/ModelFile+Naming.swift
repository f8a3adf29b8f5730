import SwiftKAN

extension ModelFile {
  /// Reads a model file for the tool: messages about what is in the file name the file.
  init(named path: String) throws {
    do {
      try self.init(contentsOf: path)
    } catch {
      let message = "\(error)"
      throw Failure(message.contains(path) ? message : "\(path): \(message)")
    }
  }
}
