import KANSymbolic

extension Discovery.Options {
  /// Throws if an option has a value that is not allowed.
  func check() throws(SymbolicError) {
    try require(threads: threads)
    try require(seedCount >= 1, option: "seedCount", seedCount, allowed: "1 or more")
    if let timeLimit {
      try require(timeLimit > .zero, option: "timeLimit", timeLimit, allowed: "longer than zero")
    }
  }
}
