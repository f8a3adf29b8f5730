import ArgumentParser
import SwiftKAN

/// Rows not used in the search, on which a formula is measured at the end.
struct TestTable: ParsableArguments {
  @Option(
    name: .customLong("test"),
    help: ArgumentHelp("A table of test rows, on which the final formula is measured.", valueName: "table"))
  var path: String?

  /// Reads the table in the same way as `data`, with its columns.
  ///
  /// - Parameter columns: The column names that a model stores.
  func dataset(
    like data: Dataset, _ reading: TableReading, remembering columns: [ModelFile.Column] = []
  ) throws -> Dataset? {
    try path.map {
      try reading.samples(
        of: try reading.source($0, remembering: columns), inputs: data.inputNames, targets: data.targetNames,
        weights: nil
      ).data
    }
  }
}
