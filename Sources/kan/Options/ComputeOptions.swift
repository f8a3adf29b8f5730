import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Options of a computation that do not change its goal, shared by the subcommands that compute.
struct ComputeOptions: ParsableArguments {
  @Option(
    name: .customLong("seed"),
    help: ArgumentHelp(
      "The seed of all random numbers; equal seeds give equal results. (default: 1)", valueName: "seed"))
  var givenSeed: UInt64?

  @Option(help: ArgumentHelp("Number of threads; results do not depend on it.", valueName: "count"))
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  /// The seed to use.
  var seed: UInt64 { givenSeed ?? 1 }

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads needs a number from 1 to 1024, not \(threads).")
    }
  }
}
