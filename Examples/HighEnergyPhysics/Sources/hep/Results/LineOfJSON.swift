import Foundation

/// Measurements as one line of JSON, for scripts that compare programs.
enum LineOfJSON {
  /// The line, keys in their alphabetical order.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
