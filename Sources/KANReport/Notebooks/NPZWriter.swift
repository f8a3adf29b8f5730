import KANFiles

/// Writes columns of numbers as an NPZ archive, which NumPy reads with `np.load`.
enum NPZWriter {
  /// The bytes of an archive with one array per column.
  ///
  /// - Parameter columns: Names without the extension `.npy`, all different, and their values.
  static func bytes(_ columns: [(name: String, values: [Double])]) -> [UInt8] {
    var archive = ZipWriter()
    for column in columns { archive.append("\(column.name).npy", array(column.values)) }
    return archive.archive()
  }

  /// Version 1.0 of NumPy's format: magic bytes, version, header length, header, little-endian doubles.
  private static func array(_ values: [Double]) -> [UInt8] {
    let description = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(values.count),), }"
    // The data begin at a multiple of 64 bytes; the header ends with a line feed.
    let length = 10 + description.utf8.count + 1
    let header = description + String(repeating: " ", count: (64 - length % 64) % 64) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + UInt16(header.utf8.count).littleEndianBytes
      + Array(header.utf8)
      + values.flatMap { $0.bitPattern.littleEndianBytes }
  }
}
