import Foundation

/// What this process has used so far.
enum Resources {
  /// Processor time of all threads, in seconds.
  static var processorSeconds: Double {
    let usage = usage
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The largest resident memory so far, in megabytes.
  static var peakMegabytes: Double {
    #if os(Linux)
      return Double(usage.ru_maxrss) / 1e3
    #else
      return Double(usage.ru_maxrss) / 1e6
    #endif
  }

  private static var usage: rusage {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage
  }
}
