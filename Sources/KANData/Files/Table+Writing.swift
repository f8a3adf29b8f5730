import KANFiles

extension Table {
  /// Writes the table as CSV: a header, then one line per row, each number as the shortest text that reads back to the same bits.
  ///
  /// The file appears complete or not at all.
  public func write(csv path: String, separator: Table.Options.Separator = .comma) throws {
    let bytes = csv(separator: separator)
    try DataError.translating { () throws(FileError) in try FileBytes.write(bytes, to: path) }
  }

  /// The table as the bytes of a CSV file; `.automatic` means commas.
  public func csv(separator: Table.Options.Separator = .comma) -> [UInt8] {
    let separator = separator.byte ?? UInt8(ascii: ",")
    return CSVWriter.header(names, separator: separator) + CSVWriter.rows(columns, separator: separator)
  }
}
