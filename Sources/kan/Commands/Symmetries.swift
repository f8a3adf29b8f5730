import ArgumentParser
import SwiftKAN

/// `kan symmetries`: properties of a law before it is known.
struct Symmetries: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reports what a target depends on: differences, ratios, homogeneity, sums and products.",
    discussion: """
      Trains a smooth network on the table, reads symmetries off its derivatives, and verifies each with a network that has the \
      symmetry built in and must be as accurate on the validation rows. The symmetries are listed in order, each found in what \
      remains after the previous ones, together with the evidence: 'residual' measures how far the derivatives violate the symmetry \
      (0 not at all, 1 completely); 'full' and 'reduced' are the relative errors on the validation rows without and with the \
      symmetry. Only symmetries that pass the test are reported.

      Given a model file, the command reports the symmetries of the network itself, at the rows of a table or at points of its \
      own grids. A network with an error of one percent violates the symmetries of its law by as much; --tolerance 0.01 allows \
      for that. With a table, the network's own error on it is taken into account.

      Examples:

        kan symmetries table.csv --target y
        kan symmetries table.csv --target E --inputs m,v,h --json
        kan symmetries m.kan
        kan symmetries m.kan table.csv --tolerance 0.01
      """)

  @Argument(help: "The table (CSV, TSV, NPY or NPZ) or a model file (.kan, .safetensors).")
  var source: String

  @Argument(
    help: "With a model file: the table whose rows it is evaluated on; by default points of its own grids.")
  var table: String?

  @Option(
    help: ArgumentHelp(
      "The column to explain; by default the only output of a model.", valueName: "column"))
  var target: String?

  @Option(
    help: ArgumentHelp("The columns that it may depend on; by default all others.", valueName: "columns"))
  var inputs: NameList?

  @OptionGroup var reading: TableReading

  @Option(
    help:
      "How long to search: low (about 5 s on one core), normal (30 s) or high (5 min). Operations are counted, not seconds, so results do not depend on the machine."
  )
  var effort: Discovery.Options.Effort = .normal

  @Option(
    help: ArgumentHelp(
      "The relative error that a symmetry may add.", valueName: "share"))
  var tolerance: Double?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard tolerance.map({ $0 >= 0 && $0 < 1 }) ?? true else {
      throw ValidationError("--tolerance needs a share from 0 to below 1, not \(tolerance ?? 0).")
    }
  }

  func run() throws {
    let (data, own) = try rows()
    let options = SymmetryAnalysis.Options(
      effort: effort, seed: compute.seed, threads: compute.threads, tolerance: tolerance ?? own)
    let analysis = try speech.watching { observer in
      try symmetries(of: data, options: options, observer: observer)
    }
    try speech.printResult(analysis, text: SymmetriesText(analysis).text)
    try Interruption.raise("these are the symmetries found so far")
  }

  /// The rows to explain, and the default tolerance.
  private func rows() throws -> (Dataset, tolerance: Double) {
    guard ModelFile.endings.contains(where: { source.lowercased().hasSuffix($0) }) else {
      guard table == nil else {
        throw Failure(
          "\(source) is not a model file; give a second table only with a model file", status: .usage)
      }
      guard let target else {
        throw Failure("name the column to explain with --target", status: .usage)
      }
      let prepared = try reading.samples(
        of: try reading.source(source), inputs: inputs?.names, targets: [target], weights: nil)
      Terminal.note(prepared.notes)
      return (prepared.data, 0)
    }
    guard inputs == nil else {
      throw Failure("a model has its own inputs; use --inputs only with a table", status: .usage)
    }
    let file = try ModelFile(named: source)
    let network = file.network
    let name = try output(of: network)
    guard let table else {
      let data = try Dataset(sampling: network, count: Self.sampledPoints)
      return (try data.selecting(target: name), 0)
    }
    let data = try file.dataset(from: table, weights: nil, reading: reading)
    let said = try data.replacingTargets(byOutputsOf: network)
    guard let place = network.outputs.firstIndex(where: { $0.name == name }),
      data.targetNames.count == network.outputs.count
    else { return (try said.selecting(target: name), 0) }
    return (
      try said.selecting(target: name),
      max(0, 1 - Metrics.rSquared(said.targets[place], data.targets[place])).squareRoot()
    )
  }

  /// The number of sampled points that replace a table.
  private static let sampledPoints = 5_000

  private func output(of network: Network) throws -> String {
    let names = network.outputs.map(\.name)
    if let target {
      guard names.contains(target) else {
        throw Failure("the model has no output '\(target)'; its outputs are \(names.joined(separator: ", "))")
      }
      return target
    }
    guard names.count == 1 else {
      throw Failure(
        "the model has the outputs \(names.joined(separator: ", ")); name one with --target", status: .usage)
    }
    return names[0]
  }
}
