import Foundation
import KANTestSupport

/// A folder of its own for one test.
struct TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("kan-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// Runs a program in the folder.
  func run(_ program: String, _ arguments: [String]) throws -> ProgramOutput {
    try ProgramOutput(of: "/bin/sh", ["-c", "cd \"$0\" && exec \"$@\"", url.path, program] + arguments)
  }
}
