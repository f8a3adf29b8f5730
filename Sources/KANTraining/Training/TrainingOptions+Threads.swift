#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension TrainingOptions {
  /// The number of threads; by default one per core.
  var threadCount: Int { Self.threadCount(threads) }

  /// The given number of threads, or one per core if it is `nil`.
  package static func threadCount(_ threads: Int?) -> Int { threads ?? coreCount }

  /// The cores of this machine that are running.
  private static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
