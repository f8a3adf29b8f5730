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

  /// Reads the table, and the units of its columns: from `units`, or from its header where that says so.
  func dataset(units: String?) throws -> (Dataset, [String: PhysicalUnit]) {
    guard units == ColumnUnits.header else {
      return (try dataset(), try units.map { try ColumnUnits(parsing: $0).units } ?? [:])
    }
    let (bare, texts) = try Table(named: table).splittingUnits()
    let dataset = try Dataset(bare, inputs: inputs?.names, targets: target.names, weights: weights)
    // The weights and columns that are not used may have units of their own.
    let used = Set(dataset.inputNames + dataset.targetNames)
    return (dataset, try ColumnUnits(texts.filter { used.contains($0.key) }).units)
  }
}
