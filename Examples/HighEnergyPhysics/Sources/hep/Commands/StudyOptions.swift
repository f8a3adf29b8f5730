import ArgumentParser
import Foundation

/// What both studies are told.
struct StudyOptions: ParsableArguments {
  @Option(help: "A table of events (CSV, NPZ, CSV.gz) in place of the bundled sample.")
  var events: String?

  @Flag(help: "A tenth of the epochs: runs all steps in a minute or two, with lower quality.")
  var quick = false

  @Option(help: "The folder for the results.")
  var out: String?

  @Option(help: "The number of threads; results are the same, bit for bit, for any number.")
  var threads = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Option(help: "The seed of all random numbers.")
  var seed: UInt64 = 1

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be 1 or more, not \(threads)") }
  }
}
