#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One file of a transaction: first written beside its destination, then renamed, and withdrawn if another file fails.
struct StagedFile {
  let place: FilePlace
  /// The file to be renamed; `nil` for a removal. Its lock lasts as long as it is open.
  private let temporary: (file: Int32, name: String)?
  /// A second name of the file that was there before.
  private var backup: String?
  private var isPublished = false

  /// Writes `bytes` beside the destination and flushes them to disk; `nil` stands for a removal.
  init(_ bytes: [UInt8]?, at place: FilePlace) throws(FileError) {
    self.place = place
    guard let bytes else {
      temporary = nil
      return
    }
    let (file, name) = TemporaryFile.create(in: place.folder)
    guard file >= 0 else { throw .cannotWrite(path: place.path, reason: POSIX.reason) }
    // The file keeps its permissions.
    if let old = place.status { fchmod(file, old.st_mode & 0o777) }
    guard POSIX.writeAll(bytes, to: file), POSIX.retrying({ fsync(file) }) == 0 else {
      let reason = POSIX.reason
      unlinkat(place.folder, name, 0)
      close(file)
      throw .cannotWrite(path: place.path, reason: reason)
    }
    temporary = (file, name)
  }

  /// Moves the file to its destination.
  mutating func publish() throws(FileError) {
    if place.status != nil {
      let name = TemporaryFile.newName()
      // Without hard links, as on some memory cards, the earlier file cannot be restored.
      if linkat(place.folder, place.name, place.folder, name, 0) == 0 { backup = name }
    } else if temporary == nil {
      return
    }
    let result: Int32
    if let temporary {
      result = POSIX.retrying { renameat(place.folder, temporary.name, place.folder, place.name) }
    } else {
      result = POSIX.retrying { unlinkat(place.folder, place.name, 0) }
    }
    guard result == 0 else { throw .cannotWrite(path: place.path, reason: POSIX.reason) }
    isPublished = true
  }

  /// Restores the earlier state.
  func withdraw() {
    if isPublished {
      if let backup {
        _ = POSIX.retrying { renameat(place.folder, backup, place.folder, place.name) }
      } else if temporary != nil {
        unlinkat(place.folder, place.name, 0)
      }
    } else {
      if let backup { unlinkat(place.folder, backup, 0) }
      if let temporary { unlinkat(place.folder, temporary.name, 0) }
    }
    if let temporary { close(temporary.file) }
  }

  /// Discards the earlier file.
  func finish() {
    if let backup { unlinkat(place.folder, backup, 0) }
    if let temporary { close(temporary.file) }
    // Flushes the folder, and with it the new name, to disk. Some file systems do not support this, but none loses a renamed file.
    _ = POSIX.retrying { fsync(place.folder) }
  }
}
