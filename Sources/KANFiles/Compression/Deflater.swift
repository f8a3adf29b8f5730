import CZlib

/// Compresses bytes with zlib.
package enum Deflater {
  /// The bytes as a zlib stream, as used in PDF and PNG.
  package static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var size = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(size))
    // A buffer of this size is never too small; only a lack of memory could make this fail.
    let status = compress2(&packed, &size, bytes, UInt(bytes.count), Z_BEST_COMPRESSION)
    precondition(status == Z_OK, "zlib cannot pack \(bytes.count) bytes: out of memory")
    return Array(packed.prefix(Int(size)))
  }
}
