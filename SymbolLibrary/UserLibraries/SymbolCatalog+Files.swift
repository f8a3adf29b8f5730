import KANFiles

extension SymbolCatalog {
  /// The symbols of a user's JSON file; the README of this folder describes its format.
  ///
  /// Every symbol is checked: it must be finite on its domain, and the stated gauge must be a redundancy.
  ///
  /// - Parameter path: The path of the file.
  /// - Throws: An error if the file cannot be read, or with line and reason if it is malformed or a
  /// symbol fails its checks.
  public init(contentsOf path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch { throw SymbolLibraryError.unreadableFile(path: path, reason: error.reason) }
    try self.init(json: bytes, path: path)
  }

  /// The symbols of a JSON document, checked as those of a file are.
  ///
  /// - Parameters:
  ///   - bytes: The document as UTF-8 text.
  ///   - path: The name of the document in messages.
  /// - Throws: An error with line and reason if the document is malformed, if two symbols have one name, or if a
  /// symbol fails its checks.
  public init(json bytes: [UInt8], path: String = "library") throws {
    do {
      self.init(symbols: try SymbolDocument.symbols(bytes))
    } catch {
      throw SymbolLibraryError.malformedFile(path: path, line: error.line, reason: error.reason)
    }
  }
}
