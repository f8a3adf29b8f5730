/// A zip archive in memory: its directory, checked, and its entries, stored or deflated, ZIP64 included.
///
/// Names are looked up and never used as paths; those that point out of the archive are refused all the same. Every
/// offset and length is checked against the file, entries may not overlap, and what they unpack to is bounded.
/// Source: PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3 and 4.5.3.
package struct ZipArchive: Sendable {
  /// The names of all files, folders left out, in the order of the directory.
  package let names: [String]
  private let bytes: [UInt8]
  private let places: [String: Place]
  private let limit: Int

  /// Where the stored bytes of an entry lie.
  private struct Place: Sendable {
    let range: Range<Int>
    let isDeflated: Bool
    let size: Int
    let checksum: UInt32
  }

  /// Reads and checks the directory.
  ///
  /// - Throws: `FileError.damaged`, also for encrypted entries and those packed by other methods than deflate.
  package init(_ bytes: [UInt8]) throws(FileError) {
    self.bytes = bytes
    limit = UnpackingLimit.bytes(fromPacked: bytes.count)
    let directory = try Directory(bytes)
    var names: [String] = []
    var places: [String: Place] = [:]
    var offset = directory.offset
    var total = 0
    for _ in 0..<directory.count {
      guard offset < directory.end, let entry = ZipEntry(bytes, at: offset, next: &offset),
        offset <= directory.end
      else { throw .damaged(reason: "its zip directory is damaged or cut off") }
      if entry.name.hasSuffix("/") { continue }
      try Self.check(name: entry.name)
      guard places[entry.name] == nil else {
        throw .damaged(reason: "its entry \(entry.quotedName) occurs twice")
      }
      let place = try Self.place(of: entry, in: bytes, before: directory.offset)
      total = total.addingReportingOverflow(place.size).partialValue
      guard total >= 0, total <= limit else {
        throw .damaged(reason: "its entries would unpack to more than \(limit >> 20) MiB")
      }
      names.append(entry.name)
      places[entry.name] = place
    }
    try Self.checkOverlaps(places)
    self.names = names
    self.places = places
  }

  /// The bytes of an entry, its checksum verified; those of a stored entry are not copied.
  package func contents(of name: String) throws(FileError) -> ArraySlice<UInt8> {
    func failure(_ reason: String) -> FileError {
      .damaged(reason: "its entry \"\(name.prefix(60))\" \(reason)")
    }
    guard let place = places[name] else { throw failure("is missing") }
    var contents = bytes[place.range]
    if place.isDeflated {
      do throws(Inflater.Failure) {
        contents = try Inflater.inflate(contents, wrapping: .none, expecting: place.size, limit: place.size)[
          ...]
      } catch {
        throw failure(error == .tooLong ? "unpacks to more than it says" : "cannot be unpacked")
      }
      guard contents.count == place.size else { throw failure("unpacks to less than it says") }
    }
    guard CRC32.checksum(contents) == place.checksum else { throw failure("does not have its checksum") }
    return contents
  }

  private static func check(name: String) throws(FileError) {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\\"), !name.contains("\0"),
      !name.split(separator: "/").contains("..")
    else { throw .damaged(reason: "its entry \"\(name.prefix(60))\" points out of the archive") }
  }

  private static func place(
    of entry: ZipEntry, in bytes: [UInt8], before limit: Int
  ) throws(FileError) -> Place {
    func failure(_ reason: String) -> FileError {
      .damaged(reason: "its entry \(entry.quotedName) \(reason)")
    }
    if let objection = entry.objection { throw failure(objection) }
    let header = entry.headerOffset
    guard header <= limit, bytes.uint32(at: header) == 0x0403_4B50,
      let nameLength = bytes.uint16(at: header + 26), let extraLength = bytes.uint16(at: header + 28)
    else { throw failure("is not where the directory says") }
    let start = header + 30 + Int(nameLength) + Int(extraLength)
    guard start <= limit, entry.storedSize <= limit - start else { throw failure("reaches beyond the file") }
    return Place(
      range: start..<start + entry.storedSize, isDeflated: entry.method == 8, size: entry.size,
      checksum: entry.checksum)
  }

  private static func checkOverlaps(_ places: [String: Place]) throws(FileError) {
    var end = 0
    let sorted = places.filter { !$0.value.range.isEmpty }.sorted {
      ($0.value.range.lowerBound, $0.key) < ($1.value.range.lowerBound, $1.key)
    }
    for (name, place) in sorted {
      guard place.range.lowerBound >= end else {
        throw .damaged(reason: "its entry \"\(name.prefix(60))\" overlaps another")
      }
      end = place.range.upperBound
    }
  }
}

/// Where the directory of an archive lies, from the record at the end of the file.
private struct Directory {
  let offset: Int
  let end: Int
  let count: Int

  init(_ bytes: [UInt8]) throws(FileError) {
    // A comment of up to 65,535 bytes may follow the record of 22 bytes, and reaches to the end of the file.
    let last = bytes.count - 22
    let candidates = stride(from: last, through: max(0, last - 0xFFFF), by: -1)
    guard last >= 0,
      let record = candidates.first(where: { place in
        bytes.uint32(at: place) == 0x0605_4B50
          && bytes.uint16(at: place + 20).map { Int($0) == last - place } ?? false
      }),
      let disk = bytes.uint32(at: record + 4), let here = bytes.uint16(at: record + 8),
      let all = bytes.uint16(at: record + 10), let size = bytes.uint32(at: record + 12),
      let start = bytes.uint32(at: record + 16)
    else { throw .damaged(reason: "its zip directory is missing or cut off") }
    guard disk == 0, here == all else {
      throw .damaged(reason: "it is one of several parts of a zip archive")
    }
    if all == .max || size == .max || start == .max, bytes.uint32(at: record - 20) == 0x0706_4B50 {
      // ZIP64: the locator before the record points to a record with wide fields.
      guard let wide = bytes.offset(at: record - 12), bytes.uint32(at: wide) == 0x0606_4B50,
        let wideCount = bytes.offset(at: wide + 32), let wideSize = bytes.offset(at: wide + 40),
        let wideStart = bytes.offset(at: wide + 48)
      else { throw .damaged(reason: "its ZIP64 directory is not readable") }
      (count, offset, end) = (wideCount, wideStart, wideStart + wideSize)
    } else {
      (count, offset, end) = (Int(all), Int(start), Int(start) + Int(size))
    }
    guard offset <= record, end <= record else {
      throw .damaged(reason: "its zip directory lies outside the file")
    }
  }
}
