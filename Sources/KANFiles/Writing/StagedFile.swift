#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One file on its way: written beside its place first, then renamed, and taken back if another of its transaction fails.
struct StagedFile {
  let place: FilePlace
  /// What is renamed to the place; `nil` for a file that is to vanish. Its lock lasts as long as it is open.
  private let temporary: (file: Int32, name: String)?
  /// A second name of what lay at the place.
  private var backup: String?
  private var isPublished = false

  /// Writes `bytes` beside the place and flushes them to the disk; `nil` stands for a file that is to vanish.
  init(_ bytes: [UInt8]?, at place: FilePlace) throws(FileError) {
    self.place = place
    guard let bytes else {
      temporary = nil
      return
    }
    let (file, name) = TemporaryFile.create(in: place.folder)
    guard file >= 0 else { throw .cannotWrite(path: place.path, reason: POSIX.reason) }
    // Who may read the file stays as it was.
    if let old = place.status { fchmod(file, old.st_mode & 0o777) }
    guard POSIX.writeAll(bytes, to: file), POSIX.retrying({ fsync(file) }) == 0 else {
      let reason = POSIX.reason
      unlinkat(place.folder, name, 0)
      close(file)
      throw .cannotWrite(path: place.path, reason: reason)
    }
    temporary = (file, name)
  }

  /// Puts the file in its place.
  mutating func publish() throws(FileError) {
    if place.status != nil {
      let name = TemporaryFile.newName()
      // Without hard links, as on some memory cards, what was there cannot be brought back.
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

  /// Makes everything as it was before.
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

  /// Lets go of what was before.
  func finish() {
    if let backup { unlinkat(place.folder, backup, 0) }
    if let temporary { close(temporary.file) }
    // The new name reaches the disk with its folder. Some file systems cannot say so, and none loses a renamed file.
    _ = POSIX.retrying { fsync(place.folder) }
  }
}
