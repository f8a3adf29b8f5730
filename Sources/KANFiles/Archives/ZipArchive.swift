/// A zip archive in memory or on disk: its validated directory and its entries, stored or deflated, including ZIP64.
///
/// Names are looked up and never used as paths; those that point outside the archive are rejected nevertheless. Every offset and
/// length is checked against the file, entries may not overlap, and their unpacked size is bounded. Source: PKWARE, .ZIP File
/// Format Specification 6.3.10, sections 4.3 and 4.5.3.
package struct ZipArchive: Sendable {
  /// The names of all files, folders left out, in the order of the directory.
  package let names: [String]
  private let source: ByteSource
  private let places: [String: Place]
  private let limit: Int

  /// The location of the stored bytes of an entry.
  private struct Place: Sendable {
    let range: Range<Int>
    let isDeflated: Bool
    let size: Int
    let checksum: UInt32
  }

  /// Reads and checks the directory.
  ///
  /// - Throws: `FileError.damaged`, also for encrypted entries and those packed by other methods than deflate.
  package init(_ source: ByteSource) throws(FileError) {
    self.source = source
    limit = UnpackingLimit.bytes(fromPacked: source.count)
    let directoryPlace = try Directory(source)
    let directory = Array(try source.bytes(directoryPlace.offset..<directoryPlace.end))
    var names: [String] = []
    var places: [String: Place] = [:]
    var offset = 0
    var total = 0
    for _ in 0..<directoryPlace.count {
      guard offset < directory.count, let entry = ZipEntry(directory, at: offset, next: &offset) else {
        throw .damaged(reason: "its zip directory is damaged or cut off")
      }
      if entry.name.hasSuffix("/") { continue }
      try Self.check(name: entry.name)
      guard places[entry.name] == nil else {
        throw .damaged(reason: "its entry \(entry.quotedName) occurs twice")
      }
      let place = try Self.place(of: entry, in: source, before: directoryPlace.offset)
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

  /// An archive in memory.
  package init(_ bytes: [UInt8]) throws(FileError) { try self.init(.memory(bytes)) }

  private static func failure(_ name: String, _ reason: String) -> FileError {
    .damaged(reason: "its entry \"\(name.prefix(60))\" \(reason)")
  }

  /// The bytes of an entry in their order. A stored entry is read from the archive piece by piece; a wrong checksum is detected
  /// with its last byte.
  package func stream(of name: String) throws(FileError) -> ByteStream {
    guard let place = places[name], !place.isDeflated else {
      return ByteStream(.memory(Array(try contents(of: name))))
    }
    return ByteStream(
      source, range: place.range,
      checksum: (place.checksum, Self.failure(name, "does not match its checksum")))
  }

  /// The bytes of an entry, its checksum verified; those of a stored entry in memory are not copied.
  package func contents(of name: String) throws(FileError) -> ArraySlice<UInt8> {
    func failure(_ reason: String) -> FileError { Self.failure(name, reason) }
    guard let place = places[name] else { throw failure("is missing") }
    var contents = try source.bytes(place.range)
    if place.isDeflated {
      do throws(Inflater.Failure) {
        contents = try Inflater.inflate(contents, wrapping: .none, expecting: place.size, limit: place.size)[
          ...]
      } catch {
        throw failure(error == .tooLong ? "is longer than its stated size" : "cannot be unpacked")
      }
      guard contents.count == place.size else { throw failure("is shorter than its stated size") }
    }
    guard CRC32.checksum(contents) == place.checksum else { throw failure("does not match its checksum") }
    return contents
  }

  private static func check(name: String) throws(FileError) {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\\"), !name.contains("\0"),
      !name.split(separator: "/").contains("..")
    else { throw .damaged(reason: "its entry \"\(name.prefix(60))\" points out of the archive") }
  }

  private static func place(
    of entry: ZipEntry, in source: ByteSource, before limit: Int
  ) throws(FileError) -> Place {
    func failure(_ reason: String) -> FileError {
      .damaged(reason: "its entry \(entry.quotedName) \(reason)")
    }
    if let objection = entry.objection { throw failure(objection) }
    let header = entry.headerOffset
    guard header >= 0, header <= limit - 30 else {
      throw failure("is not at the position that the directory gives")
    }
    let record = Array(try source.bytes(header..<header + 30))
    guard record.uint32(at: 0) == 0x0403_4B50, let nameLength = record.uint16(at: 26),
      let extraLength = record.uint16(at: 28)
    else { throw failure("is not at the position that the directory gives") }
    let start = header + 30 + Int(nameLength) + Int(extraLength)
    guard start <= limit, entry.storedSize <= limit - start else { throw failure("extends beyond the file") }
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

/// The location of the directory of an archive, from the record at the end of the file.
private struct Directory {
  let offset: Int
  let end: Int
  let count: Int

  init(_ source: ByteSource) throws(FileError) {
    // A comment of up to 65,535 bytes may follow the record of 22 bytes, and reaches to the end of the file; the locator
    // of a ZIP64 record has 20 bytes before it.
    let tailStart = max(0, source.count - 22 - 0xFFFF - 20)
    let tail = Array(try source.bytes(tailStart..<source.count))
    let last = tail.count - 22
    let candidates = stride(from: last, through: max(0, last - 0xFFFF), by: -1)
    guard last >= 0,
      let record = candidates.first(where: { place in
        tail.uint32(at: place) == 0x0605_4B50
          && tail.uint16(at: place + 20).map { Int($0) == last - place } ?? false
      }),
      let disk = tail.uint32(at: record + 4), let here = tail.uint16(at: record + 8),
      let all = tail.uint16(at: record + 10), let size = tail.uint32(at: record + 12),
      let start = tail.uint32(at: record + 16)
    else { throw .damaged(reason: "its zip directory is missing or cut off") }
    guard disk == 0, here == all else {
      throw .damaged(reason: "it is one of several parts of a zip archive")
    }
    if all == .max || size == .max || start == .max, tail.uint32(at: record - 20) == 0x0706_4B50 {
      (offset, end, count) = try Self.wide(source, at: tail.size(at: record - 12))
    } else {
      (offset, end, count) = (Int(start), Int(start) + Int(size), Int(all))
    }
    guard offset <= end, end <= tailStart + record else {
      throw .damaged(reason: "its zip directory lies outside the file")
    }
  }

  /// The wide fields of the ZIP64 record, to which the locator before the last record points.
  private static func wide(
    _ source: ByteSource, at place: Int?
  ) throws(FileError) -> (offset: Int, end: Int, count: Int) {
    let damage = FileError.damaged(reason: "its ZIP64 directory is not readable")
    guard let place, place <= source.count - 56 else { throw damage }
    let record = Array(try source.bytes(place..<place + 56))
    guard record.uint32(at: 0) == 0x0606_4B50, let count = record.size(at: 32),
      let size = record.size(at: 40), let start = record.size(at: 48),
      count <= source.count, size <= source.count, start <= source.count
    else { throw damage }
    return (start, start + size, count)
  }
}
