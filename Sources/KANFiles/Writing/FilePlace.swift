#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The destination of a file: an open folder and a name in it.
///
/// All operations are relative to the open folder, so that moving or replacing it meanwhile has no effect.
package final class FilePlace {
  let path: String
  let name: String
  let folder: Int32

  /// Opens the folder of `path` and checks what exists at `path`.
  ///
  /// - Throws: `FileError.cannotWrite` if there is no such folder, or if `path` exists and is not a regular file: replacing a
  ///   device, pipe or socket would destroy it, and a link would lead elsewhere.
  init(_ path: String) throws(FileError) {
    let split = Self.split(path)
    (self.path, name) = (path, split.name)
    guard !["", ".", ".."].contains(split.name) else {
      throw .cannotWrite(path: path, reason: "it is a folder")
    }
    folder = POSIX.retrying { open(split.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder >= 0 else { throw .cannotWrite(path: path, reason: POSIX.reason) }
    if let objection { throw .cannotWrite(path: path, reason: objection) }
  }

  deinit { if folder >= 0 { close(folder) } }

  /// The reason why the existing item cannot be replaced; `nil` if there is none or it is a regular file.
  private var objection: String? {
    guard let status else { return errno == ENOENT ? nil : POSIX.reason }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "it is a folder"
    case S_IFLNK: "it is a symbolic link, which is neither followed nor replaced"
    case S_IFIFO: "it is a pipe"
    case S_IFSOCK: "it is a socket"
    default: "it is a device"
    }
  }

  /// The status of the existing item, without following links; `nil`, with the reason in `errno`, if there is none.
  var status: stat? {
    var status = stat()
    return POSIX.retrying({ fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) }) == 0 ? status : nil
  }

  /// Rejects a destination that cannot be written, before any work is done for it.
  ///
  /// - Parameter inputs: Paths of input files, which must not be replaced.
  /// - Throws: `FileError.cannotWrite`.
  package static func check(_ path: String, besides inputs: [String] = []) throws(FileError) {
    let place = try FilePlace(path)
    guard POSIX.retrying({ faccessat(place.folder, ".", W_OK | X_OK, 0) }) == 0 else {
      throw .cannotWrite(path: path, reason: POSIX.reason)
    }
    guard let status = place.status else { return }
    for input in inputs {
      var other = stat()
      if stat(input, &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino {
        throw .cannotWrite(path: path, reason: "it is read by the same command")
      }
    }
  }

  /// The folder of a path, `.` if it names none, and the last component.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}
