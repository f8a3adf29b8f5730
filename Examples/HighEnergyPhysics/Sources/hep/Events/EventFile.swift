import Foundation
import SwiftKAN

/// Where tables of events come from: a file that SwiftKAN reads, or the sample that comes with the package.
enum EventFile {
  /// The table in the file at `path`, or the bundled sample called `sample`.
  static func table(_ path: String?, sample: String) throws -> Table {
    guard let path else {
      guard let url = Bundle.module.url(forResource: sample, withExtension: "npz") else {
        throw StudyError("the bundled sample \(sample).npz is missing: give a file with --events")
      }
      return try Table(contentsOf: url.path)
    }
    return try Table(contentsOf: path)
  }
}

/// What a user can do wrong, in one sentence.
struct StudyError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
