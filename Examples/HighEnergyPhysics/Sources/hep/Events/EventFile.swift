import Foundation
import SwiftKAN

/// Reads tables of events: CSV, NPY and NPZ as SwiftKAN does, and CSV that is compressed with gzip.
enum EventFile {
  /// The table in the file at `path`, or the bundled sample called `sample`.
  static func table(_ path: String?, sample: String) throws -> Table {
    guard let path else {
      guard let url = Bundle.module.url(forResource: sample, withExtension: "npz") else {
        throw StudyError("the bundled sample \(sample).npz is missing: give a file with --events")
      }
      return try Table(contentsOf: url.path)
    }
    guard path.hasSuffix(".gz") else { return try Table(contentsOf: path) }
    return try Table(bytes: uncompressed(path))
  }

  /// What `gzip -dc` makes of a file.
  private static func uncompressed(_ path: String) throws -> [UInt8] {
    guard FileManager.default.isReadableFile(atPath: path) else { throw StudyError("\(path) cannot be read") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw StudyError("gzip cannot read \(path)") }
    return [UInt8](bytes)
  }
}

/// What a user can do wrong, in one sentence.
struct StudyError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
