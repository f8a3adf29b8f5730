#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension TrainingOptions {
  /// The number of threads, one a core where it was left open.
  var threadCount: Int { Self.threadCount(threads) }

  /// So many threads, or one a core where it was left open.
  package static func threadCount(_ threads: Int?) -> Int { threads ?? coreCount }

  /// The cores of this machine that are running.
  private static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
