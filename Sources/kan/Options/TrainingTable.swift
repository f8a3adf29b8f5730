import ArgumentParser
import SwiftKAN

/// The table that a law is learned from, and which of its columns play which part.
struct TrainingTable: ParsableArguments {
  @Argument(help: "The table: CSV, TSV, NPY or NPZ.")
  var table: String

  @Option(help: ArgumentHelp("The column to explain; several separated by commas.", valueName: "columns"))
  var target: NameList

  @Option(
    help: ArgumentHelp("The columns to explain it with; all others when left out.", valueName: "columns"))
  var inputs: NameList?

  @Option(help: ArgumentHelp("A column of event weights.", valueName: "column"))
  var weights: String?

  /// Reads the table; the columns of `network` are its inputs where the user names none.
  func dataset(inputs network: [String]? = nil) throws -> Dataset {
    try Dataset(
      try Table(named: table), inputs: inputs?.names ?? network, targets: target.names, weights: weights)
  }
}
