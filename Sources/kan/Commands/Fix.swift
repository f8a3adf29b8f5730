import ArgumentParser
import SwiftKAN

/// `kan fix`: the user's own choice for one edge.
struct Fix: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replaces one edge by a function of your choice.",
    discussion: """
      Fits the constants a, b, c, d of a·f(b·x + c) + d to the edge's curve and puts the function in its place. The \
      rest of the network stays as it is; `kan symbolify` refines all constants together.

      Examples:

        kan fix m.kan --edge 0,1,0 --function sin -o f.kan
        kan fix m.kan --edge 1,0,0 --function x^2 -o f.kan --json
      """)

  @Argument(help: "The model file.")
  var model: String

  @Option(help: ArgumentHelp("The edge: layer, input, sum, counted from 0.", valueName: "l,i,j"))
  var edge: EdgeAddress

  @Option(help: ArgumentHelp("The function, by name; `kan functions` lists them.", valueName: "name"))
  var function: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @OptionGroup var own: LibraryOption
  @OptionGroup var speech: OutputOptions

  func run() throws {
    let file = try ModelFile(named: model)
    try ModelFile.requireWritable(output)
    let symbol = try own.catalog().selecting([function]).symbols[0]
    let (network, suggestion) = try file.network.fixing(edge, to: symbol)
    try file.replacing(network).telling { _ in }.write(to: output)
    try speech.printResult(
      suggestion,
      text:
        "edge \(edge) is now \(EdgeText(suggestion.edge).text), relative error \(suggestion.relativeError.text(digits: 3))"
    )
  }
}
