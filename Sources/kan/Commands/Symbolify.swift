import ArgumentParser
import SwiftKAN

/// `kan symbolify`: from a trained network to a closed form.
struct Symbolify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replaces every learned curve by a function.",
    discussion: """
      Tries the best functions for each edge in place, keeps the one that serves the whole network best, and \
      refines all constants together. An edge for which no function serves stays a spline: the tool then ends \
      with exit code 3.

      Examples:

        kan symbolify p.kan table.csv -o s.kan
        kan symbolify p.kan table.csv -o s.kan --functions x,x^2,sin,exp
      """)

  @OptionGroup var data: ModelTable

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @OptionGroup var symbols: SymbolOptions
  @OptionGroup var compute: ComputeOptions
  @OptionGroup var speech: OutputOptions

  func run() throws {
    let file = try ModelFile(named: data.model)
    let dataset = try data.dataset(for: file)
    let options = SymbolifyOptions(
      catalog: try symbols.catalog(), seed: compute.seed, threads: compute.threads)
    let (network, account) = try speech.watching { observer in
      try symbolify(file.network, on: dataset, options: options, observer: observer)
    }
    try file.replacing(network, formulas: account.formulas).write(to: output)
    try speech.printResult(account, text: SymbolifyText(account).text)
    try Interruption.raise("the edges fixed so far are kept")
    guard account.remainingSplines.isEmpty else {
      let edges = account.remainingSplines.map(\.description).joined(separator: " ")
      throw Failure(
        "these edges stay splines: \(edges); allow more --functions or prune first", status: .goalMissed)
    }
  }
}
