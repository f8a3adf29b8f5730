import KANFiles

extension Table {
  /// A table from an NPY file: one column for a one-dimensional array, columns x1, x2, … for a
  /// two-dimensional one.
  init(npy source: ByteSource) throws(DataError) {
    let columns = try NPYArray(ByteStream(source), name: "array") { c, _ in "x\(c + 1)" }.columns
    self.init(checkedNames: Self.defaultNames(columns.count), columns: columns)
  }

  /// A table from an NPZ archive, arrays in the order of the archive or of `arrays`.
  ///
  /// An array with one column (shape n or n × 1) becomes a column of its own name; an n × m array `X` becomes
  /// the columns `X_0` … `X_{m-1}`. All arrays must have the same number of rows.
  init(npz source: ByteSource, arrays: [String]?) throws(DataError) {
    let archive = try DataError.translating { () throws(FileError) in try ZipArchive(source) }
    let available = archive.names.map(Self.arrayName)
    guard !available.isEmpty else { throw .malformedArchive(reason: "it contains no .npy arrays") }
    // Looked up, not searched for: an archive may have as many arrays as a table has columns.
    let entries = Dictionary(zip(available, archive.names), uniquingKeysWith: { first, _ in first })
    var names: [String] = []
    var columns: [[Double]] = []
    for wanted in arrays ?? available {
      guard let entry = entries[wanted] else {
        throw .unknownArray(name: wanted, arrays: available)
      }
      guard names.count < Self.columnLimit else {
        throw .tooManyColumns(found: available.count, limit: Self.columnLimit)
      }
      // As in CSV files, spaces around a name are not part of it.
      let name = wanted.withoutOuterSpaces.visible()
      func columnName(_ c: Int, _ count: Int) -> String { count == 1 ? name : "\(name)_\(c)" }
      let stream = try DataError.translating { () throws(FileError) in try archive.stream(of: entry) }
      let array = try NPYArray(stream, name: wanted, columnName: columnName)
      if let rows = columns.first?.count, rows != array.columns[0].count {
        throw .raggedColumn(name: wanted, found: array.columns[0].count, expected: rows)
      }
      names += array.columns.indices.map { columnName($0, array.columns.count) }
      columns += array.columns
    }
    try Self.check(names: names)
    self.init(checkedNames: names, columns: columns)
  }

  /// The name that `np.savez` was given.
  private static func arrayName(_ entry: String) -> String {
    entry.hasSuffix(".npy") ? String(entry.dropLast(4)) : entry
  }
}

extension String {
  /// By scalars, as CSV files are read by bytes: a space followed by a combining mark is a character other than a space.
  fileprivate var withoutOuterSpaces: String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
    let scalars = unicodeScalars.drop(while: isSpace).reversed().drop(while: isSpace)
    return String(String.UnicodeScalarView(scalars.reversed()))
  }
}
