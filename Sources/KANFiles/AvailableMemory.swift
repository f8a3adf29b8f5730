#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The memory that this process may still use, so that larger requests are refused in advance: the operating system promises more
/// than it has, and kills processes that use it.
package enum AvailableMemory {
  /// In bytes, the smallest of the free memory of the machine, the remainder of the process's control group, and that of its own
  /// address-space limit; `nil` if none is known.
  package static var bytes: Int? {
    #if os(Linux)
      [free, ofControlGroup, ofAddressSpace].compactMap(\.self).min()
    #else
      ofAddressSpace
    #endif
  }

  /// Refuses a request for more memory than there is.
  ///
  /// - Parameters:
  ///   - needed: The memory needed, in bytes.
  ///   - path: The file that needs it.
  /// - Throws: `FileError.cannotRead` that says how much is missing.
  package static func require(_ needed: Int, for path: String) throws(FileError) {
    // Small requests are not checked, since the check reads three files.
    guard needed > 1 << 24, let bytes, needed > bytes else { return }
    throw .cannotRead(
      path: path, reason: "it needs \(text(needed)) of memory, but \(text(bytes)) are free")
  }

  private static func text(_ bytes: Int) -> String {
    bytes >= 10 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
  }

  /// The limit of the process minus its mapped memory.
  private static var ofAddressSpace: Int? {
    var limit = rlimit()
    #if os(Linux) && !canImport(Musl)
      let status = getrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit)
    #else
      let status = getrlimit(RLIMIT_AS, &limit)
    #endif
    guard status == 0, limit.rlim_cur < 1 << 48 else { return nil }
    return max(0, Int(limit.rlim_cur) - mapped)
  }

  #if os(Linux)
    private static var mapped: Int {
      numbers(of: "/proc/self/statm").first.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } ?? 0
    }

    private static var free: Int? {
      guard let text = text(of: "/proc/meminfo"),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") })
      else { return nil }
      return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }

    /// From version 2 of control groups, as containers see their own.
    private static var ofControlGroup: Int? {
      guard let most = numbers(of: "/sys/fs/cgroup/memory.max").first,
        let used = numbers(of: "/sys/fs/cgroup/memory.current").first
      else { return nil }
      return max(0, most - used)
    }

    private static func numbers(of path: String) -> [Int] {
      (text(of: path) ?? "").split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    /// The text of a virtual file of the kernel; such files have no length.
    private static func text(of path: String) -> String? {
      let file = POSIX.retrying { open(path, O_RDONLY | O_CLOEXEC) }
      guard file >= 0 else { return nil }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = bytes.withUnsafeMutableBytes { room in
        POSIX.retrying { read(file, room.baseAddress, room.count) }
      }
      return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
  #else
    private static var mapped: Int { 0 }
  #endif
}
