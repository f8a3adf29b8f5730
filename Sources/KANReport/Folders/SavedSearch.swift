import KANFiles
import KANSearch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file from which a search that was stopped goes on: what steered it, and how far it has come with each target.
///
/// It is a zip archive of two JSON documents, whose checksums tell damage.
package struct SavedSearch: Sendable {
  /// How far the search of each target has come, by the target's name.
  package var targets: [String: SearchCheckpoint]
  /// What steered it.
  private let settings: SearchSettings

  private static let settingsName = "settings.json"
  private static let targetsName = "targets.json"

  /// A search that has not come anywhere yet.
  package init(_ options: Discovery.Options) throws {
    targets = [:]
    settings = try SearchSettings(options)
  }

  /// Where the file of a folder of results lies: beside it, with `.checkpoint` behind its name.
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
    } catch { throw .damagedCheckpoint(path: path, reason: "it is not one of this version") }
  }

  /// Writes the file, replacing an earlier one as a whole.
  package func write(to path: String) throws(ReportError) {
    let (steering, text): (String, String)
    do { (steering, text) = (try JSONText.line(settings), try JSONText.line(targets)) } catch {
      throw .unwritableFile(path: path, reason: "a number of the search has no text")
    }
    var archive = ZipWriter()
    archive.append(Self.settingsName, Array(steering.utf8))
    archive.append(Self.targetsName, Array(text.utf8))
    try ReportError.translating { () throws(FileError) in try FileBytes.write(archive.archive(), to: path) }
  }

  /// The settings in which another search differs, in alphabetical order, of those that its result depends on; each with the text of
  /// its value here where that is one word or number.
  package func changes(from options: Discovery.Options) throws -> [(name: String, value: String?)] {
    try settings.changes(from: try SearchSettings(options))
  }
}
