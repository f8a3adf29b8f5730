import KANFiles
import SwiftKAN

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ModelFile {
  /// The extensions of model files.
  static let endings = [".kan", ".safetensors"]

  /// Reads a model file for the tool: messages about its contents name the file.
  init(named path: String) throws {
    do {
      try self.init(contentsOf: path)
    } catch {
      if [".csv", ".tsv", ".npy", ".npz"].contains(where: path.lowercased().hasSuffix), FileBytes.exists(path)
      {
        throw Failure(
          "\(path) appears to be a table; give the model file first, then the table; `kan discover` finds the formula of a table"
        )
      }
      if let model = Self.models(in: path).first {
        throw Failure("\(path) is a folder of results; give a model file in it, such as \(model)")
      }
      if let reason = Self.reason(whyNoModelIsIn: path) { throw Failure(reason) }
      let message = "\(error)"
      throw Failure(message.contains(path) ? message : "\(path): \(message)")
    }
  }

  /// What a folder without model files holds, and what to do; `nil` for a path that is no folder.
  private static func reason(whyNoModelIsIn path: String) -> String? {
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let parts = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
    guard parts.contains("formula.tex"), parts.contains("report.html") else {
      return "\(path) is a folder without a model file; give the model file itself"
    }
    return
      "\(path) is a folder of results without a network, as `kan fit` writes them: \(folder)/report.html shows the plots of the fit, and "
      + "`kan theory` with the formula writes a model file"
  }

  /// The model files of a folder of results, which contains one, or a folder for each target.
  private static func models(in folder: String) -> [String] {
    let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let parts = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return ([folder] + parts.sorted().map { "\(folder)/\($0)" }).map { "\($0)/network.kan" }
      .filter(FileBytes.exists)
  }
}
