import KANFiles

extension Table {
  /// Reads a table from a CSV, NPY or NPZ file (or a pipe that carries one), each of which may be compressed by gzip.
  ///
  /// - Parameters:
  ///   - path: The path of the file. In a file called `….tsv` the fields are separated by tabs unless `options`
  ///     names another separator.
  ///   - options: The format, the separator, the header and the notation of numbers; detected from the file by default.
  /// - Throws: An error if the file cannot be read, if it has another format, or with line or row and column of the
  /// first mistake in it.
  public init(contentsOf path: String, options: Table.Options = Table.Options()) throws {
    var options = options
    if options.separator == .automatic, path.lowercased().hasSuffix(".tsv") { options.separator = .tab }
    if let table = try Self.streamed(path, options) {
      self = table
      return
    }
    let bytes = try DataError.translating { () throws(FileError) in try FileBytes.read(path) }
    try self.init(bytes: bytes, options: options)
  }

  /// A file of plain numbers or of arrays, read piece by piece; `nil` for files that are better read as a whole.
  private static func streamed(_ path: String, _ options: Table.Options) throws(DataError) -> Table? {
    guard let file = try DataError.translating({ () throws(FileError) in try RandomAccessFile(path) }) else {
      return nil
    }
    let source = ByteSource.file(file)
    let head = try DataError.translating { () throws(FileError) in try ByteStream(source).prefix(8) }
    switch (FileKind(head), options.format) {
    case (.npy, .npy), (.npy, .automatic): return try Table(npy: source)
    case (.zip, .npz), (.zip, .automatic): return try Table(npz: source, arrays: options.arrays)
    case (.text, .csv), (.text, .automatic):
      return try CSVBlockReader(file, options: options, threads: ProcessorCount.online)?.table()
    default: return nil
    }
  }

  /// Reads a table from the bytes of a CSV, NPY or NPZ file, which may be compressed by gzip.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file.
  ///   - options: The format, the separator, the header and the notation of numbers; detected from
  ///     the bytes by default.
  /// - Throws: An error for bytes of another format (HDF5, Parquet, ROOT, JSON, UTF-16 text), for bytes that were
  /// compressed twice, or with line or row and column of the first mistake in them.
  public init(bytes: [UInt8], options: Table.Options = Table.Options()) throws {
    if Gzip.isLikely(bytes) {
      let unpacked = try DataError.translating { () throws(FileError) in try Gzip.unpacked(bytes) }
      guard !Gzip.isLikely(unpacked) else {
        throw DataError.unsupportedFormat(reason: "compressed twice with gzip")
      }
      try self.init(bytes: unpacked, options: options)
      return
    }
    switch options.format {
    case .csv: self = try CSVReader.table(bytes, options: options)
    case .npy: self = try Self(npy: .memory(bytes))
    case .npz: self = try Self(npz: .memory(bytes), arrays: options.arrays)
    case .automatic:
      switch FileKind(bytes) {
      case .npy: self = try Self(npy: .memory(bytes))
      case .zip: self = try Self(npz: .memory(bytes), arrays: options.arrays)
      case .text: self = try CSVReader.table(bytes, options: options)
      case .foreign(let name): throw DataError.unsupportedFormat(reason: name)
      }
    }
  }
}

/// The kind of a file according to its first bytes.
private enum FileKind {
  case npy, zip, text
  case foreign(String)

  init(_ bytes: [UInt8]) {
    func starts(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
    if starts(NPYArray.magic) {
      self = .npy
    } else if starts([0x50, 0x4B, 3, 4]) || starts([0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if starts([0x89, 0x48, 0x44, 0x46]) {
      self = .foreign("an HDF5 file")
    } else if starts(Array("PAR1".utf8)) {
      self = .foreign(
        "a Parquet file (pandas: pd.read_parquet(file).to_csv(other, index=False))"
      )
    } else if starts(Array("root".utf8) + [0]) {
      self = .foreign("a ROOT file")
    } else if Self.isJSON(bytes) {
      self = .foreign(
        "JSON (pandas: pd.read_json(file, lines=True).to_csv(other, index=False))"
      )
    } else if starts([0xFF, 0xFE]) || starts([0xFE, 0xFF]) {
      self = .foreign("UTF-16 text")
    } else {
      self = .text
    }
  }

  /// Whether text begins like a JSON object or a list of objects or lists, which no header of a table does.
  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    let signs = bytes.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2)
    let head = String(decoding: Array(signs), as: UTF8.self)
    return ["{\"", "[{", "[["].contains(head)
  }
}
