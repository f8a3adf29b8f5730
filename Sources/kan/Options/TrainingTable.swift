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

  @OptionGroup var reading: TableReading

  /// Reads the table; the columns of `network` are its inputs where the user names none.
  func dataset(inputs network: [String]? = nil) throws -> Dataset {
    let prepared = try reading.samples(
      of: try reading.source(table), inputs: inputs?.names ?? network, targets: target.names, weights: weights
    )
    Terminal.note(prepared.notes)
    return prepared.data
  }

  /// Reads the table, what was done to get samples of it, and the units of its columns: from `units`, or from its header where
  /// that says so.
  func samples(
    units: String?
  ) throws -> (data: Dataset, notes: [String], units: [String: PhysicalUnit]) {
    let source = try reading.source(table)
    let prepared = try reading.samples(
      of: source, inputs: inputs?.names, targets: target.names, weights: weights)
    guard units == ColumnUnits.header else {
      return (prepared.data, prepared.notes, try units.map { try ColumnUnits(parsing: $0).units } ?? [:])
    }
    // The weights and columns that are not used may have units of their own.
    let used = Set(prepared.data.inputNames + prepared.data.targetNames)
    return (
      prepared.data, prepared.notes, try ColumnUnits(source.units.filter { used.contains($0.key) }).units
    )
  }
}
