#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How much memory this process may still take, so that what needs more is refused before it is taken: the operating system
/// promises more than it has, and ends processes that take it.
package enum AvailableMemory {
  /// In bytes: the least of what is free on the machine, what the process's control group leaves, and what its own limit
  /// of address space does; `nil` where nothing can be found out.
  package static var bytes: Int? {
    #if os(Linux)
      [free, ofControlGroup, ofAddressSpace].compactMap(\.self).min()
    #else
      ofAddressSpace
    #endif
  }

  /// Refuses what takes more than there is.
  ///
  /// - Parameters:
  ///   - needed: In bytes.
  ///   - path: What needs it.
  /// - Throws: `FileError.cannotRead` that says how much is missing.
  package static func require(_ needed: Int, for path: String) throws(FileError) {
    // What is small is taken without asking: asking reads three files.
    guard needed > 1 << 24, let bytes, needed > bytes else { return }
    throw .cannotRead(
      path: path, reason: "it needs \(text(needed)) of memory and \(text(bytes)) are free")
  }

  private static func text(_ bytes: Int) -> String {
    bytes >= 10 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
  }

  /// The limit of the process less what it has mapped.
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

    /// Version 2 of control groups, as containers see their own.
    private static var ofControlGroup: Int? {
      guard let most = numbers(of: "/sys/fs/cgroup/memory.max").first,
        let used = numbers(of: "/sys/fs/cgroup/memory.current").first
      else { return nil }
      return max(0, most - used)
    }

    private static func numbers(of path: String) -> [Int] {
      (text(of: path) ?? "").split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    /// What a file that the kernel makes up says; the files have no length.
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
