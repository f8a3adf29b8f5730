import Foundation

/// The reference implementations that tests ask where they are installed: `KAN_TEST_PYTHON`, or `python3`.
enum Python {
  /// Runs a script and returns what it prints; `nil` if it fails.
  static func run(_ script: String, _ arguments: [String] = []) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["KAN_TEST_PYTHON"] ?? "python3"
    process.arguments = [python, "-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
  }

  /// Whether all these modules can be imported.
  static func has(_ modules: String) -> Bool { run("import \(modules)") != nil }
}
