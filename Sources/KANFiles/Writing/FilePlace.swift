#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where a file is to be written: an open folder and a name in it.
///
/// Everything is done relative to the open folder, so that one which is moved or replaced meanwhile changes nothing.
package final class FilePlace {
  let path: String
  let name: String
  let folder: Int32

  /// Opens the folder of `path` and looks at what lies there.
  ///
  /// - Throws: `FileError.cannotWrite` where there is no such folder, and where what lies at `path` is no regular file: a
  ///   device, pipe or socket would be destroyed by being replaced, and a link would lead elsewhere than it says.
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

  /// Why what lies at the place cannot be replaced; `nil` where nothing or a regular file does.
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

  /// What lies at the place, links not followed; `nil`, with the reason in `errno`, if nothing does.
  var status: stat? {
    var status = stat()
    return POSIX.retrying({ fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) }) == 0 ? status : nil
  }

  /// Refuses a place that could not be written to, before any work is done for it.
  ///
  /// - Parameter inputs: Paths that are read: to replace one of them would destroy it.
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

  /// The folder of a path, `.` where it names none, and the last name.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}
