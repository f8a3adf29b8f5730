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
    try file.dataset(from: table, weights: weights)
  }
}

extension ModelFile {
  /// Reads the columns of a table that the model was trained on.
  func dataset(from table: String, weights: String?) throws -> Dataset {
    try Dataset(
      try Table(named: table), inputs: network.inputs.map(\.name), targets: targetNames, weights: weights)
  }
}
