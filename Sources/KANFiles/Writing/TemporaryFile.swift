#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Files that are being written: `.kan-` with 16 hexadecimal digits and `.part`, locked as long as their process lives.
///
/// The lock distinguishes the abandoned file of a killed process from one that is being written, on every machine that sees the
/// folder and whatever the process IDs there.
enum TemporaryFile {
  private static let prefix = ".kan-"
  private static let suffix = ".part"
  private static let digits = 16

  /// An unused name.
  static func newName() -> String {
    let number = String(UInt64.random(in: 0 ... .max), radix: 16)
    return prefix + String(repeating: "0", count: digits - number.count) + number + suffix
  }

  /// Whether a name has the form that `newName` gives.
  static func isOurs(_ name: String) -> Bool {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
    let middle = name.dropFirst(prefix.count).dropLast(suffix.count)
    return middle.count == digits && middle.allSatisfy { "0123456789abcdef".contains($0) }
  }

  /// Creates a locked file in an open folder; -1 on failure, with the reason in `errno`.
  static func create(in folder: Int32) -> (file: Int32, name: String) {
    while true {
      let name = newName()
      let file = POSIX.retrying {
        openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      }
      guard file >= 0 else { return (-1, name) }
      if isLocked(file) { return (file, name) }
      // Another process took the file for an abandoned one before it was locked.
      close(file)
    }
  }

  /// Locks an open file or folder, and returns whether it still exists. File systems without locks are accepted.
  static func isLocked(_ file: Int32) -> Bool {
    if POSIX.retrying({ flock(file, LOCK_EX | LOCK_NB) }) != 0, errno == EWOULDBLOCK { return false }
    var status = stat()
    return fstat(file, &status) == 0 && status.st_nlink > 0
  }

  /// Removes the files that killed processes left in an open folder; failures are ignored.
  static func sweep(_ folder: Int32) {
    for name in names(in: folder) where isOurs(name) {
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard file >= 0 else { continue }
      defer { close(file) }
      guard POSIX.retrying({ flock(file, LOCK_EX | LOCK_NB) }) == 0 else { continue }
      if unlinkat(folder, name, 0) != 0 { removeFolder(name, opened: file, in: folder) }
    }
  }

  /// Removes a folder of files.
  static func removeFolder(_ name: String, opened file: Int32, in folder: Int32) {
    for inner in names(in: file) { unlinkat(file, inner, 0) }
    unlinkat(folder, name, AT_REMOVEDIR)
  }

  /// The names in an open folder; empty if they cannot be listed.
  static func names(in folder: Int32) -> [String] {
    let copy = POSIX.retrying { openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard copy >= 0 else { return [] }
    guard let listing = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
