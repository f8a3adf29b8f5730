import KANFiles

extension Table {
  /// Writes the table as CSV: a header, then one line per row, each number as the shortest text that reads
  /// back to the same bits.
  ///
  /// The file appears complete or not at all.
  ///
  /// - Parameters:
  ///   - path: The path of the file; one that exists is replaced, but not a link, pipe or device.
  ///   - separator: The separator between the fields; `.automatic` means commas.
  /// - Throws: An error if the file cannot be written.
  public func write(csv path: String, separator: Table.Options.Separator = .comma) throws {
    let bytes = csv(separator: separator)
    try DataError.translating { () throws(FileError) in try FileBytes.write(bytes, to: path) }
  }

  /// The table as the bytes of a CSV file, as `write(csv:separator:)` writes it.
  ///
  /// - Parameter separator: The separator between the fields; `.automatic` means commas.
  /// - Returns: UTF-8 text: a line of names, then one line per row. A column of labels is written as its numbers.
  public func csv(separator: Table.Options.Separator = .comma) -> [UInt8] {
    let separator = separator.byte ?? UInt8(ascii: ",")
    return CSVWriter.header(names, separator: separator) + CSVWriter.rows(columns, separator: separator)
  }
}
