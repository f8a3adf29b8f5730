import KANFiles
import SwiftKAN

extension ModelFile {
  /// Reads a model file for the tool: messages about what is in the file name the file.
  init(named path: String) throws {
    do {
      try self.init(contentsOf: path)
    } catch {
      if [".csv", ".tsv", ".npy", ".npz"].contains(where: path.lowercased().hasSuffix), FileBytes.exists(path)
      {
        throw Failure("\(path) is a table by its name; give the model file first, then the table")
      }
      let message = "\(error)"
      throw Failure(message.contains(path) ? message : "\(path): \(message)")
    }
  }
}
