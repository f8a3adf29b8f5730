import Foundation

/// Runs the built `kan` in a folder of its own.
struct Tool {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Where the tool runs and where its files are.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("kan-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func clean() { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// The text of a file of the folder.
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// Writes bytes into the folder.
  func write(_ bytes: Data, to name: String) throws {
    try bytes.write(to: folder.appendingPathComponent(name))
  }

  /// The bytes of a file of the folder.
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

  /// Whether the folder has such a file.
  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// Runs `kan` to its end. Once its stderr holds the text `sign`, does what is to be done `first` in its folder and sends it the signal
  /// `number`, that of Ctrl-C by default. Its results go to the file `path` where one is given.
  func callAsFunction(
    _ arguments: [String], interruptingOn sign: String? = nil, by number: Int32 = SIGINT,
    first: (@Sendable (URL) -> Void)? = nil, output path: String? = nil
  ) async throws -> Outcome {
    let id = UUID().uuidString
    let output = folder.appendingPathComponent("\(id).out")
    let errors = folder.appendingPathComponent("\(id).err")
    for file in [output, errors] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = try Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: path.map { URL(fileURLWithPath: $0) } ?? output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do { try process.run() } catch { ended.resume(throwing: error) }
      if let sign { Self.interrupt(process, by: number, on: sign, in: errors) { first?(folder) } }
    }
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Runs a command line as a shell takes it, with the built `kan` first on the path; the exit status.
  func callAsFunction(shell line: String) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PATH": try Self.binary.deletingLastPathComponent().path + ":" + path]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do { try process.run() } catch { ended.resume(throwing: error) }
    }
    return process.terminationStatus
  }

  /// Sends a signal when the sign is there, and ends a process that ignores it.
  private static func interrupt(
    _ process: Process, by number: Int32, on sign: String, in file: URL, first: @escaping @Sendable () -> Void
  ) {
    Task.detached {
      for _ in 0..<400 {
        try await Task.sleep(for: .milliseconds(50))
        if let text = try? String(contentsOf: file, encoding: .utf8), text.contains(sign) { break }
      }
      first()
      kill(process.processIdentifier, number)
      try await Task.sleep(for: .seconds(30))
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// The built tool: it lies beside the bundle of the tests.
  private static var binary: URL {
    get throws {
      let starts = [CommandLine.arguments[0]] + Bundle.allBundles.map(\.bundlePath)
      for start in starts {
        var place = URL(fileURLWithPath: start)
        while place.path != "/" {
          place.deleteLastPathComponent()
          let candidate = place.appendingPathComponent("kan")
          var isFolder: ObjCBool = false
          if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder),
            !isFolder.boolValue
          {
            return candidate
          }
        }
      }
      throw CocoaError(.fileNoSuchFile)
    }
  }
}
