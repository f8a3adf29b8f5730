import ArgumentParser
import SwiftKAN

/// `kan train`: from a table to a network.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on a table.",
    discussion: """
      A shape lists the nodes of each layer from the inputs to the outputs: 4,5,1. A layer 3+2 has three sums \
      and two products of two. Ctrl-C stops after the step at hand, writes the best network so far and a \
      checkpoint, and says how to resume.

      Examples:

        kan train table.csv --target y --shape 4,5,1 -o m.kan
        kan train table.csv --target y --shape 2,1+1,1 --grid 10 --optimizer lbfgs --penalty sparsity:0.001 -o m.kan
        kan train events.csv --target label --shape 8,4,1 --loss bce --optimizer adam --weights w -o m.kan
        kan train table.csv --target y --resume m.kan.checkpoint -o m.kan
      """)

  @OptionGroup var data: TrainingTable
  @OptionGroup var architecture: ArchitectureOptions
  @OptionGroup var method: MethodOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file.kan"))
  var output: String

  @Option(help: ArgumentHelp("Go on from a checkpoint with its own settings.", valueName: "file"))
  var resume: String?

  @OptionGroup var compute: ComputeOptions
  @OptionGroup var speech: OutputOptions
}
