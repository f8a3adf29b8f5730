import ArgumentParser
import SwiftKAN

/// `kan fix`: the user's own choice for one edge.
struct Fix: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replaces the spline of one edge by a function of your choice, or undoes that.",
    discussion: """
      Fits the constants a, b, c, d of a·f(b·x + c) + d to the edge's curve and puts the function in its place. The \
      rest of the network does not change; `kan symbolify` refines all constants together. A function whose misfit exceeds \
      --limit times the standard deviation of the curve is refused unless --force is given.

      --undo turns the function back into a spline that follows it on the grid of the edge; `kan train --start` can then train it.

      Examples:

        kan fix m.kan --edge 0,1,0 --function sin -o f.kan
        kan fix m.kan --edge 1,0,0 --function x^2 -o f.kan --json
        kan fix f.kan --edge 1,0,0 --undo -o g.kan
      """)

  @Argument(help: "The model file.")
  var model: String

  @Option(help: ArgumentHelp("The edge: layer, input, sum, counted from 0.", valueName: "l,i,j"))
  var edge: Network.EdgeAddress

  @Option(help: ArgumentHelp("The function, by name; `kan functions` lists them.", valueName: "name"))
  var function: String?

  @Flag(help: "Turn the function of the edge back into a spline.")
  var undo = false

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The largest accepted misfit, as a fraction of the curve's standard deviation.", valueName: "fraction"))
  var limit = 0.1

  @Flag(help: "Accept the function whatever its misfit.")
  var force = false

  @OptionGroup var own: LibraryOption
  @OptionGroup var speech: OutputOptions

  func validate() throws {
    guard (function == nil) == undo else {
      throw ValidationError("Give either --function, which the edge is to become, or --undo.")
    }
    guard limit > 0, limit.isFinite else {
      throw ValidationError("--limit needs a positive number, not \(limit).")
    }
  }

  func run() throws {
    let file = try ModelFile(named: model)
    try OutputPath.check([output], besides: [model, own.library])
    guard let function else { return try undo(file) }
    let symbol = try own.catalog().selecting([function]).symbols[0]
    let (network, suggestion) = try file.network.fixing(edge, to: symbol)
    guard force || suggestion.relativeError <= limit else {
      throw Failure(
        "\(function) has a misfit of \(suggestion.relativeError.text(digits: 2)) times the standard deviation of edge \(edge), more than "
          + "--limit \(limit.text()); `kan suggest` ranks the functions, --force uses this one anyway",
        status: .goalMissed)
    }
    try file.replacing(network).telling { _ in }.write(to: output)
    try speech.printResult(
      suggestion,
      text:
        "edge \(edge) is now \(EdgeText(suggestion.edge).text), relative error \(suggestion.relativeError.text(digits: 3))"
    )
  }

  /// The effect of an undo, as `--json` prints it.
  private struct Undone: Encodable {
    let edge: String
    /// The largest distance of the spline from the function, as a share of the function's standard deviation.
    let distance: Double
  }

  private func undo(_ file: ModelFile) throws {
    let (network, distance) = try file.network.splining(edge)
    try file.replacing(network).telling { _ in }.write(to: output)
    try speech.printResult(
      Undone(edge: edge.description, distance: distance),
      text:
        "edge \(edge) is a spline again; it differs from the replaced function by at most \(distance.text(digits: 2)) times the standard deviation of the edge"
    )
  }
}
