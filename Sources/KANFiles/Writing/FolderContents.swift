#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Files of one folder that belong together, such as the results of one run.
///
/// A folder that does not exist yet appears with all of them at once. In an existing one, files are replaced one after the other,
/// and `manifest.json`, the last of them, records which belong together: if a killed process left new files among old ones, they do
/// not have the lengths and checksums in the manifest.
package struct FolderContents {
  /// The name of the list of files.
  package static let manifestName = "manifest.json"

  private var files: [(name: String, bytes: [UInt8])] = []
  private var removed: [String] = []

  /// An empty set of files.
  package init() {}

  /// Adds a file; `name` is a name, not a path.
  package mutating func write(_ bytes: some Sequence<UInt8>, to name: String) {
    files.append((name, Array(bytes)))
  }

  /// Adds the name of a file to remove that an earlier run may have left.
  package mutating func remove(_ name: String) { removed.append(name) }

  /// The names of the files, without the manifest.
  package var names: [String] { files.map(\.name) }

  /// Writes the files to the folder at `path`, which is created if missing.
  ///
  /// - Throws: `FileError.cannotWrite`, leaving everything as it was before.
  package func commit(to path: String) throws(FileError) {
    let path = Self.withoutSlashes(path)
    let all = files + [(Self.manifestName, manifest)]
    var status = stat()
    if stat(path, &status) != 0, errno == ENOENT {
      try appear(all, as: path)
      return
    }
    var transaction = FileTransaction()
    for name in removed { transaction.remove("\(path)/\(name)") }
    for file in all { transaction.write(file.bytes, to: "\(path)/\(file.name)") }
    try transaction.commit()
  }

  /// Creates a folder with the files, and renames it to its final name when complete.
  private func appear(_ files: [(name: String, bytes: [UInt8])], as path: String) throws(FileError) {
    let place = try FilePlace(path)
    func failure() -> FileError { .cannotWrite(path: path, reason: POSIX.reason) }
    TemporaryFile.sweep(place.folder)
    let name = TemporaryFile.newName()
    guard POSIX.retrying({ mkdirat(place.folder, name, 0o777) }) == 0 else { throw failure() }
    let folder = POSIX.retrying { openat(place.folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else {
      let failure = failure()
      unlinkat(place.folder, name, AT_REMOVEDIR)
      throw failure
    }
    defer { close(folder) }
    do throws(FileError) {
      guard TemporaryFile.isLocked(folder) else { throw failure() }
      for file in files { try Self.fill(file.name, with: file.bytes, in: folder, path) }
      guard POSIX.retrying({ fsync(folder) }) == 0,
        POSIX.retrying({ renameat(place.folder, name, place.folder, place.name) }) == 0
      else { throw failure() }
    } catch {
      TemporaryFile.removeFolder(name, opened: folder, in: place.folder)
      throw error
    }
    _ = POSIX.retrying { fsync(place.folder) }
  }

  private static func fill(
    _ name: String, with bytes: [UInt8], in folder: Int32, _ path: String
  ) throws(FileError) {
    let file = POSIX.retrying { openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    guard file >= 0 else { throw .cannotWrite(path: "\(path)/\(name)", reason: POSIX.reason) }
    defer { close(file) }
    guard POSIX.writeAll(bytes, to: file), POSIX.retrying({ fsync(file) }) == 0 else {
      throw .cannotWrite(path: "\(path)/\(name)", reason: POSIX.reason)
    }
  }

  /// Name, length and CRC-32 of every file.
  private var manifest: [UInt8] {
    let lines = files.sorted { $0.name < $1.name }.map { file in
      let checksum = CRC32.text(of: file.bytes)
      return
        "    \(JSONValue.quoted(file.name)): {\"bytes\": \(file.bytes.count), \"crc32\": \"\(checksum)\"}"
    }
    return Array("{\n  \"files\": {\n\(lines.joined(separator: ",\n"))\n  }\n}\n".utf8)
  }

  private static func withoutSlashes(_ path: String) -> String {
    let end = path.utf8.lastIndex { $0 != UInt8(ascii: "/") } ?? path.startIndex
    return path.isEmpty ? path : String(path[...end])
  }
}
