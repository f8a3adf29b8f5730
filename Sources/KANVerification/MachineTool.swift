import Foundation

/// A program of this machine: found by its name, run in a folder.
struct MachineTool {
  /// Where it lies.
  let path: String

  /// The first program on the PATH that has the command's name and passes its probe; `./name` is one in `folder`.
  init?(_ command: LanguageTrial.Command, in folder: URL) {
    if command.tool.hasPrefix("./") {
      path = folder.appendingPathComponent(String(command.tool.dropFirst(2))).path
      return
    }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = folders.map { MachineTool(path: "\($0)/\(command.tool)") }
    let found = candidates.first { tool in
      guard FileManager.default.isExecutableFile(atPath: tool.path) else { return false }
      return command.probe.isEmpty || (try? tool.run(command.probe, in: folder).status) == 0
    }
    guard let found else { return nil }
    self = found
  }

  private init(path: String) { self.path = path }

  /// Runs it to its end.
  ///
  /// - Returns: Its exit status, and what it wrote to standard output and standard error, in one text.
  /// - Throws: What the system says when the program cannot be started.
  func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
