import Foundation

/// A folder of its own for one test.
public struct TemporaryFolder {
  /// Where it is.
  public let url: URL

  /// A new, empty folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("kan-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// The path of a file in it.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a text into a file.
  public func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  /// Removes it with all that it holds.
  public func remove() { try? FileManager.default.removeItem(at: url) }

  /// Runs a program in the folder.
  public func run(_ program: String, _ arguments: [String]) throws -> ProgramOutput {
    try ProgramOutput(of: "/bin/sh", ["-c", "cd \"$0\" && exec \"$@\"", url.path, program] + arguments)
  }
}
