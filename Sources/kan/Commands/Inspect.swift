import ArgumentParser
import SwiftKAN

/// `kan inspect`: what is in a model file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what is in a model file.",
    discussion: """
      Prints shape, scaling, grids and edges, and where the model comes from.

      Examples:

        kan inspect m.kan
        kan inspect m.kan --json
      """)

  @Argument(help: "The model file.")
  var model: String

  @OptionGroup var speech: OutputOptions
}
