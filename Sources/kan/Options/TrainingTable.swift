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

  @Option(
    help: ArgumentHelp(
      "The error of measurement of the target, one standard deviation: rows then weigh 1/σ².",
      valueName: "column|value|N%|+up,-down"))
  var sigma: SigmaArgument?

  func validate() throws {
    guard sigma != nil else { return }
    guard weights == nil, target.names.count == 1 else {
      throw ValidationError("--sigma takes one --target and no --weights.")
    }
  }

  /// Reads the table; the columns of `network` are its inputs where the user names none.
  func dataset(inputs network: [String]? = nil) throws -> Dataset {
    try dataset(of: try Table(named: table), inputs: inputs?.names ?? network)
  }

  /// Reads the table, and the units of its columns: from `units`, or from its header where that says so.
  func dataset(units: String?) throws -> (Dataset, [String: PhysicalUnit]) {
    guard units == ColumnUnits.header else {
      return (try dataset(), try units.map { try ColumnUnits(parsing: $0).units } ?? [:])
    }
    let (bare, texts) = try Table(named: table).splittingUnits()
    let dataset = try dataset(of: bare, inputs: inputs?.names)
    // The weights and columns that are not used may have units of their own.
    let used = Set(dataset.inputNames + dataset.targetNames)
    return (dataset, try ColumnUnits(texts.filter { used.contains($0.key) }).units)
  }

  private func dataset(of table: Table, inputs: [String]?) throws -> Dataset {
    guard let sigma else {
      return try Dataset(table, inputs: inputs, targets: target.names, weights: weights)
    }
    return try Dataset(table, inputs: inputs, target: target.names[0], sigma: sigma.error)
  }
}
