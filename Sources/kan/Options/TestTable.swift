import ArgumentParser
import SwiftKAN

/// Rows that nothing was learned from, to measure a formula on at the end.
struct TestTable: ParsableArguments {
  @Option(
    name: .customLong("test"),
    help: ArgumentHelp("A table of rows kept apart; the formula is measured on them.", valueName: "table"))
  var path: String?

  /// Reads the table, with the columns of `data`.
  func dataset(like data: Dataset) throws -> Dataset? {
    try path.map {
      try Dataset(try Table(named: $0), inputs: data.inputNames, targets: data.targetNames, weights: nil)
    }
  }
}
