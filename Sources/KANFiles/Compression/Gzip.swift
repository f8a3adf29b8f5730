/// `.gz` files.
package enum Gzip {
  /// Whether the bytes begin like a `.gz` file.
  package static func isLikely(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The unpacked bytes of a `.gz` file.
  ///
  /// - Throws: `FileError.damaged` if the file is truncated, has a wrong checksum, or would exceed `UnpackingLimit`.
  package static func unpacked(_ bytes: [UInt8]) throws(FileError) -> [UInt8] {
    let limit = UnpackingLimit.bytes(fromPacked: bytes.count)
    do throws(Inflater.Failure) {
      return try Inflater.inflate(bytes[...], wrapping: .gzip, expecting: 4 * bytes.count, limit: limit)
    } catch {
      switch error {
      case .damaged: throw .damaged(reason: "its gzip stream is damaged")
      case .cutOff: throw .damaged(reason: "its gzip stream is cut off")
      case .tooLong: throw .damaged(reason: "it would unpack to more than \(limit >> 20) MiB")
      }
    }
  }
}
