import Foundation

/// A Python interpreter with some modules, which tests ask what it thinks of our files.
public struct Python: Sendable {
  /// Where it is.
  public let path: String

  /// The interpreter that `KAN_TEST_PYTHON` names, or else the first `python3` on the PATH, that can import all of
  /// `modules`; `nil` if there is none.
  public init?(importing modules: String) {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let candidates = environment["KAN_TEST_PYTHON"].map { [$0] } ?? folders.map { "\($0)/python3" }
    let found = candidates.first { path in
      FileManager.default.isExecutableFile(atPath: path)
        && (try? ProgramOutput(of: path, ["-c", "import \(modules)"]))?.status == 0
    }
    guard let found else { return nil }
    path = found
  }

  /// Runs a script and returns what it prints; `nil` if it fails.
  public func run(_ script: String, _ arguments: [String] = []) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
  }
}
