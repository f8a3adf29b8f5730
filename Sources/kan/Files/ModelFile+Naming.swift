import SwiftKAN

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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

  /// Refuses a place that cannot be written to before any work is done for it.
  static func requireWritable(_ path: String) throws {
    let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw Failure("\(path) cannot be written; choose a folder that exists and that you may write to")
    }
  }
}
