import ArgumentParser
import SwiftKAN

/// `kan prune`: a smaller network of about the same accuracy.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prunes inputs, nodes and edges that do not matter.",
    discussion: """
      Tries to remove inputs, nodes and edges, the least important first: the rest is refitted briefly, and the removal \
      is kept if the resulting loss allows it. --dry-run lists what would be pruned and the increase of the loss, and writes nothing. \
      Without a table, points of the network's own grids are used, and the outputs there must not change by more than \
      --negligible.

      Examples:

        kan prune m.kan table.csv -o p.kan
        kan prune m.kan table.csv --dry-run
        kan prune m.kan table.csv --tolerance 0.2 -o p.kan --json
        kan prune imported.kan --negligible 0.01 -o p.kan
      """)

  @OptionGroup var data: ModelTable

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String?

  @Flag(help: "List what would be pruned and the increase of the loss; write nothing.")
  var dryRun = false

  @Option(help: "The largest accepted increase of the loss, as a fraction of its value before pruning.")
  var tolerance: Double = Network.PruningOptions().relativeTolerance

  @Option(help: "An error that is always accepted, as a fraction of the target's standard deviation.")
  var negligible = 1e-3

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard output != nil || dryRun else {
      throw ValidationError("Name the file to write with -o, or use --dry-run.")
    }
    guard tolerance >= 0 else {
      throw ValidationError("--tolerance needs a number of at least 0, not \(tolerance).")
    }
    guard (0..<1).contains(negligible) else {
      throw ValidationError("--negligible needs a fraction from 0 to below 1, not \(negligible).")
    }
  }

  func run() throws {
    let file = try ModelFile(named: data.model)
    try OutputPath.check([output], besides: [data.model, data.table])
    let dataset = try data.dataset(for: file)
    // The network's own outputs are numbers, whatever its loss.
    var options = Network.PruningOptions(
      loss: data.table == nil ? .meanSquaredError : file.lossName.loss, seed: compute.seed,
      threads: compute.threads)
    options.relativeTolerance = tolerance
    options.negligibleFraction = negligible * negligible

    let (network, account) = try speech.watching { observer in
      try file.network.pruned(on: dataset, options: options, observer: observer)
    }
    if let output, !dryRun {
      try file.replacing(network, note: data.note).telling { $0.pruning = account }.write(to: output)
    }
    try speech.printResult(
      SampledAccount(account, note: data.note),
      text: PruningText(account, isDryRun: dryRun, note: data.note).text)
    try Interruption.raise("what has been pruned so far stays pruned")
  }
}
