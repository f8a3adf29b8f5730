import ArgumentParser
import SwiftKAN

/// `kan prune`: a smaller network that is as good.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Removes what a network does not need.",
    discussion: """
      Tries inputs, nodes and edges, the least important first: each is cut, the rest is refitted briefly, and the \
      cut stays if the measured loss allows it. --dry-run lists what would go and what it costs, and writes nothing.

      Examples:

        kan prune m.kan table.csv -o p.kan
        kan prune m.kan table.csv --dry-run
        kan prune m.kan table.csv --tolerance 0.2 -o p.kan --json
      """)

  @OptionGroup var data: ModelTable

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String?

  @Flag(help: "List what would go and what it costs; write nothing.")
  var dryRun = false

  @Option(help: "How much the loss may rise, as a fraction of what it is.")
  var tolerance: Double = PruningOptions().relativeTolerance

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard output != nil || dryRun else {
      throw ValidationError("Name the file to write with -o, or ask for a --dry-run.")
    }
    guard tolerance >= 0 else {
      throw ValidationError("--tolerance needs a number from 0, not \(tolerance).")
    }
  }

  func run() throws {
    let file = try ModelFile(named: data.model)
    if let output { try ModelFile.requireWritable(output) }
    let dataset = try data.dataset(for: file)
    var options = PruningOptions(loss: file.lossName.loss, seed: compute.seed, threads: compute.threads)
    options.relativeTolerance = tolerance

    let (network, account) = try speech.watching { observer in
      try file.network.pruned(on: dataset, options: options, observer: observer)
    }
    if let output, !dryRun { try file.replacing(network).telling { $0.pruning = account }.write(to: output) }
    try speech.printResult(account, text: PruningText(account, isDryRun: dryRun).text)
    try Interruption.raise("the cuts made so far are kept")
  }
}
