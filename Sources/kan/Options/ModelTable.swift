import ArgumentParser
import SwiftKAN

/// A model file and the table to confront it with; the model knows its columns by name.
struct ModelTable: ParsableArguments {
  @Argument(help: "The model file.")
  var model: String

  @Argument(help: "The table: CSV, TSV, NPY or NPZ; it needs the model's columns.")
  var table: String

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  /// Reads the table's columns that `file` was trained on.
  func dataset(for file: ModelFile) throws -> Dataset {
    try Dataset(
      try Table(named: table), inputs: file.network.inputs.map(\.name), targets: file.targetNames,
      weights: weights)
  }
}
