import ArgumentParser
import SwiftKAN

/// Rows that nothing was learned from, to measure a formula on at the end.
struct TestTable: ParsableArguments {
  @Option(
    name: .customLong("test"),
    help: ArgumentHelp("A table of rows kept apart; the formula is measured on them.", valueName: "table"))
  var path: String?

  /// Reads the table as the one of `data` was read, with its columns.
  func dataset(like data: Dataset, _ reading: TableReading? = nil) throws -> Dataset? {
    let reading = try reading ?? TableReading.parse([])
    return try path.map {
      try reading.samples(
        of: try reading.source($0), inputs: data.inputNames, targets: data.targetNames, weights: nil
      ).data
    }
  }
}
