#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SymbolCatalog {
  /// The symbols of a user's JSON file; the README of this folder gives its form.
  ///
  /// Every symbol is tried out: it must be finite on its domain, and the stated gauge must be a redundancy.
  ///
  /// - Throws: `SymbolLibraryError` with line and reason.
  public init(contentsOf path: String) throws(SymbolLibraryError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadableFile(path: path, reason: "there is no such file, or it may not be read")
    }
    try self.init(json: [UInt8](data), path: path)
  }

  /// The symbols of a JSON document; `path` is for messages.
  public init(json bytes: [UInt8], path: String = "library") throws(SymbolLibraryError) {
    do {
      self.init(symbols: try SymbolDocument.symbols(LineJSON.document(bytes)))
    } catch {
      throw .malformedFile(path: path, line: error.line, reason: error.reason)
    }
  }
}
