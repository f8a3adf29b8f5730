import KANFiles

extension ModelFile {
  /// The bytes of the file at `path`.
  static func fileBytes(_ path: String) throws(InterchangeError) -> [UInt8] {
    try InterchangeError.translating { () throws(FileError) in try FileBytes.read(path) }
  }

  /// Writes bytes atomically.
  static func write(_ bytes: [UInt8], to path: String) throws(InterchangeError) {
    try InterchangeError.translating { () throws(FileError) in try FileBytes.write(bytes, to: path) }
  }
}
