import Foundation

/// What a program of this machine said on both its channels, and how it ended.
public struct ProgramOutput: Sendable {
  /// The exit status.
  public let status: Int32
  /// Standard output and standard error, in the order they were written.
  public let text: String

  /// Runs the program at `path` to its end.
  public init(of path: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  /// The first program called `name` on the PATH.
  public static func path(of name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
