import ArgumentParser
import SwiftKAN

/// Rows that nothing was learned from, to measure a formula on at the end.
struct TestTable: ParsableArguments {
  @Option(
    name: .customLong("test"),
    help: ArgumentHelp("A table of test rows, on which the final formula is measured.", valueName: "table"))
  var path: String?

  /// Reads the table as the one of `data` was read, with its columns.
  ///
  /// - Parameter columns: What a model remembers of the names of columns.
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
