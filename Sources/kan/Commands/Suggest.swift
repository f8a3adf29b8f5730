import ArgumentParser
import SwiftKAN

/// `kan suggest`: closed forms for one edge.
struct Suggest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ranks candidate functions for one edge.",
    discussion: """
      Fits every function of the library to the edge's curve on the table and ranks the functions by description length, \
      which combines misfit, number of constants and complexity; smaller is better. Without a table, points of the network's own \
      grids are used.

      Examples:

        kan suggest m.kan table.csv --edge 0,1,0
        kan suggest m.kan table.csv --edge 0,1,0 \\
          --functions sin,tanh,x^2 --top 3 --json
      """)

  @OptionGroup var data: ModelTable

  @Option(help: ArgumentHelp("The edge: layer, input, sum, counted from 0.", valueName: "l,i,j"))
  var edge: Network.EdgeAddress

  @Option(help: ArgumentHelp("The number of functions to show.", valueName: "count"))
  var top = 8

  @OptionGroup var symbols: SymbolOptions
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard top >= 1 else { throw ValidationError("--top needs a number of at least 1, not \(top).") }
  }

  func run() throws {
    let file = try ModelFile(named: data.model)
    let best = try file.network.suggestions(
      for: edge, on: try data.dataset(for: file), catalog: try symbols.catalog()
    ).prefix(top)

    var table = TextTable(["function", "length", "error", "R²", "formula"], numbers: [1, 2, 3])
    for suggestion in best {
      table.add(
        suggestion.name, suggestion.score.text(digits: 5), suggestion.relativeError.text(digits: 3),
        suggestion.rSquared.text(digits: 7), EdgeText(suggestion.edge).text)
    }
    try speech.printResult(Array(best), text: table.text)
  }
}
