import KANFiles

extension ModelFile {
  /// The bytes of the file at `path`.
  static func fileBytes(_ path: String) throws(InterchangeError) -> [UInt8] {
    try InterchangeError.translating { () throws(FileError) in try FileBytes.read(path) }
  }

  /// Writes files that belong together, all or none.
  static func write(_ files: [(bytes: [UInt8], path: String)]) throws(InterchangeError) {
    var transaction = FileTransaction()
    for file in files { transaction.write(file.bytes, to: file.path) }
    try InterchangeError.translating { () throws(FileError) in try transaction.commit() }
  }
}
