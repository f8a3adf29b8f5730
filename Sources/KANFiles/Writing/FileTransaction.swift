/// Files that change together.
///
/// Each is written in full beside its destination and flushed to disk; only when all are complete are they renamed, one after the
/// other. If a step fails, the earlier files are restored. A killed process leaves every single file old or new, and its temporary
/// files are removed by the next transaction in the same folder.
package struct FileTransaction {
  private var changes: [(path: String, bytes: [UInt8]?)] = []

  /// An empty transaction.
  package init() {}

  /// Adds a file to create or replace, in the order of the calls.
  package mutating func write(_ bytes: [UInt8], to path: String) { changes.append((path, bytes)) }

  /// Adds a file to remove if it exists.
  package mutating func remove(_ path: String) { changes.append((path, nil)) }

  /// Changes all files or none.
  ///
  /// - Throws: `FileError.cannotWrite`, leaving everything as it was before.
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
