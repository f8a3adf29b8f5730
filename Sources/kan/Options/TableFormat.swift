import ArgumentParser
import SwiftKAN

/// The format of the numbers and names in a table.
struct TableFormat: ParsableArguments {
  @OptionGroup var numbers: NumberFormat
  @OptionGroup var labels: LabelOptions

  /// Whether numbers have a decimal comma.
  var decimalComma: Bool { numbers.decimalComma }

  /// Reads a file; columns have the names of their labels, or otherwise those that a model stores.
  func source(
    _ path: String, remembering columns: [ModelFile.Column] = []
  ) throws -> TableReading.Source {
    let source = try read(path).labelled(labels.all, remembering: columns)
    Terminal.note(source.unitWarnings(columns))
    return source
  }

  /// Reads a file, with a fast path for plain numbers.
  private func read(_ path: String) throws -> TableReading.Source {
    let options = numbers.options
    let mixed: MixedTable
    do {
      guard options.numbers == .plain else {
        return TableReading.Source(path: path, try MixedTable(contentsOf: path, options: options))
      }
      do { return TableReading.Source(path: path, try Table(contentsOf: path)) } catch let error as DataError
        where Self.mayBeMixed(error)
      {
        mixed = try MixedTable(contentsOf: path)
      }
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure(table: path, error)
    }
    try Self.refuseNumbersWithComma(in: mixed, path)
    return TableReading.Source(path: path, mixed)
  }

  /// Throws for a column of numbers with a comma, which would be read as text.
  static func refuseNumbersWithComma(in table: MixedTable, _ path: String) throws {
    guard let (column, text) = numberWithComma(in: table) else { return }
    throw Failure(
      "\(path): the column \"\(column)\" contains numbers with a comma, such as \(text); add --decimal-comma, or --thousands , if the comma separates thousands"
    )
  }

  /// A column whose texts would all be numbers except for a comma, and the first of them.
  private static func numberWithComma(in table: MixedTable) -> (column: String, text: String)? {
    for (name, cells) in zip(table.names, table.columns) {
      var first: String?
      let isOne = cells.allSatisfy { cell in
        guard case .text(let text) = cell else { return true }
        first = first ?? text
        return text.contains(",") && Double(text.replacing(",", with: ".", maxReplacements: 1)) != nil
      }
      if isOne, let first { return (name, first) }
    }
    return nil
  }

  /// Whether a file that is not a table of plain numbers may be one with other kinds of column.
  static func mayBeMixed(_ error: DataError) -> Bool {
    switch error {
    case .notANumber, .missingValue, .notFinite, .unnamedColumn, .raggedLine: true
    default: false
    }
  }
}
