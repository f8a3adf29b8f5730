import KANFiles
import KANSearch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file from which a stopped search resumes: its options, and its progress with each target.
///
/// It is a zip archive of two JSON documents, whose checksums reveal damage.
package struct SavedSearch: Sendable {
  /// The progress of each target's search, by the target's name.
  package var targets: [String: SearchCheckpoint]
  /// The options of the search.
  private let settings: SearchSettings

  private static let settingsName = "settings.json"
  private static let targetsName = "targets.json"

  /// A search that has made no progress yet.
  package init(_ options: Discovery.Options) throws {
    targets = [:]
    settings = try SearchSettings(options)
  }

  /// The path of the file for a folder of results: beside the folder, with `.checkpoint` appended to its name.
  package static func path(besideFolder folder: String) -> String {
    var folder = folder[...]
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return folder + ".checkpoint"
  }

  /// Reads a file.
  ///
  /// - Throws: `ReportError.damagedCheckpoint` for anything that `write(to:)` did not write.
  package init(contentsOf path: String) throws(ReportError) {
    do {
      let archive = try ZipArchive(try FileBytes.read(path))
      settings = try JSONText.decoder.decode(
        SearchSettings.self, from: Data(try archive.contents(of: Self.settingsName)))
      targets = try JSONText.decoder.decode(
        [String: SearchCheckpoint].self, from: Data(try archive.contents(of: Self.targetsName)))
    } catch let error as FileError {
      throw .damagedCheckpoint(path: path, reason: error.reason)
    } catch { throw .damagedCheckpoint(path: path, reason: "it was not written by this version") }
  }

  /// Writes the file, replacing an earlier one as a whole.
  package func write(to path: String) throws(ReportError) {
    let (steering, text): (String, String)
    do { (steering, text) = (try JSONText.line(settings), try JSONText.line(targets)) } catch {
      throw .unwritableFile(path: path, reason: "a number of the search cannot be written as text")
    }
    var archive = ZipWriter()
    archive.append(Self.settingsName, Array(steering.utf8))
    archive.append(Self.targetsName, Array(text.utf8))
    try ReportError.translating { () throws(FileError) in try FileBytes.write(archive.archive(), to: path) }
  }

  /// The settings that affect the result and differ in another search, in alphabetical order; each with the text of its value here
  /// if that is one word or number.
  package func changes(from options: Discovery.Options) throws -> [(name: String, value: String?)] {
    try settings.changes(from: try SearchSettings(options))
  }
}
