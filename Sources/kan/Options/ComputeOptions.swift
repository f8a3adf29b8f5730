import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What steers a computation without changing its goal: shared by the subcommands that compute.
struct ComputeOptions: ParsableArguments {
  @Option(help: "Seed of everything random; equal seeds give equal results.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Number of threads; results do not depend on it.", valueName: "count"))
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads needs a number from 1 to 1024, not \(threads).")
    }
  }
}
