import KANFiles

extension Table {
  /// Writes the table as CSV: a header, then one line a row, each number the shortest text that reads back
  /// to the same bits.
  ///
  /// The file appears complete or not at all.
  public func write(csv path: String, separator: TableOptions.Separator = .comma) throws(DataError) {
    let bytes = csv(separator: separator)
    try DataError.translating { () throws(FileError) in try FileBytes.write(bytes, to: path) }
  }

  /// The table as the bytes of a CSV file; `.automatic` means commas.
  public func csv(separator: TableOptions.Separator = .comma) -> [UInt8] {
    let separator = separator.byte ?? UInt8(ascii: ",")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rowCount * columns.count * 12)
    for (c, name) in names.enumerated() {
      if c > 0 { bytes.append(separator) }
      bytes.append(contentsOf: Self.quotedIfNeeded(name, separator: separator))
    }
    bytes.append(UInt8(ascii: "\n"))
    for s in 0..<rowCount {
      for c in columns.indices {
        if c > 0 { bytes.append(separator) }
        bytes.append(contentsOf: columns[c][s].description.utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private static func quotedIfNeeded(_ name: String, separator: UInt8) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let bytes = Array(name.utf8)
    let special: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), 10, 13, 32, quote]
    guard bytes.contains(where: { special.contains($0) || $0 == separator }) else { return bytes }
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
