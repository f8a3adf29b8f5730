/// Files that change together.
///
/// Each is written whole beside its final place and flushed to the disk; only when all are there are they renamed, one
/// after the other. If one of these steps fails, what was there before comes back. A process that is killed leaves every
/// single file old or new, and a killed one's temporary files are removed by the next transaction in the same folder.
package struct FileTransaction {
  private var changes: [(path: String, bytes: [UInt8]?)] = []

  /// A transaction that changes nothing yet.
  package init() {}

  /// Adds a file that is to appear, or to replace one, in the order of the calls.
  package mutating func write(_ bytes: [UInt8], to path: String) { changes.append((path, bytes)) }

  /// Adds a file that is to vanish if it is there.
  package mutating func remove(_ path: String) { changes.append((path, nil)) }

  /// Changes all files or none.
  ///
  /// - Throws: `FileError.cannotWrite`, with everything as it was before.
  package func commit() throws(FileError) {
    var staged: [StagedFile] = []
    do throws(FileError) {
      var places: [FilePlace] = []
      for change in changes { places.append(try FilePlace(change.path)) }
      for place in places { TemporaryFile.sweep(place.folder) }
      for (place, change) in zip(places, changes) { staged.append(try StagedFile(change.bytes, at: place)) }
      for n in staged.indices { try staged[n].publish() }
    } catch {
      for file in staged.reversed() { file.withdraw() }
      throw error
    }
    for file in staged { file.finish() }
  }
}
