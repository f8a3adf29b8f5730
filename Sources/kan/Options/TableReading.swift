import ArgumentParser
import SwiftKAN

/// The options for reading a table that contains more than plain numbers.
struct TableReading: ParsableArguments {
  @Option(
    help:
      "How to treat missing values: refuse them, drop their rows, or impute the median of the column (inputs only)."
  )
  var missing: TablePreparation.Missing = .refuse

  @OptionGroup var format: TableFormat

  /// A table and the units in its header.
  struct Source {
    enum Content {
      case plain(Table)
      case mixed(MixedTable)
    }
    let path: String
    var content: Content
    /// The names of the columns, without units.
    var names: [String]
    /// The text of units by column, removed from the names.
    var units: [String: String]
    /// The names of the columns in the file.
    let header: [String]
    /// The new names of renamed columns.
    var renamed: [String: String] = [:]

    /// The number of rows.
    var rowCount: Int {
      switch content {
      case .plain(let table): table.rowCount
      case .mixed(let table): table.rowCount
      }
    }
  }

  /// Reads a file; columns have the names of their labels, or otherwise those that a model stores.
  func source(_ path: String, remembering columns: [ModelFile.Column] = []) throws -> Source {
    try format.source(path, remembering: columns)
  }

  /// The samples of a table, and notes on their preparation.
  ///
  /// - Parameter inputs: `nil` for all columns that may be inputs.
  func samples(
    of source: Source, inputs: [String]?, targets: [String], weights: String?
  ) throws -> TablePreparation.Prepared {
    let preparation = TablePreparation(missing: missing)
    do {
      switch source.content {
      case .mixed(let table):
        func known(_ name: String) -> String { source.known(name, in: table.names) }
        return try preparation.dataset(
          from: table, inputs: inputs.map { $0.map(known) }, targets: targets.map(known),
          weights: weights.map(known), measured: Set(source.units.keys))
      case .plain(let table):
        func known(_ name: String) -> String { source.known(name, in: table.names) }
        // Row names and copied columns are looked for only if the user does not name the inputs.
        if inputs == nil, table.names.count * table.rowCount <= Self.searchedCells {
          return try preparation.dataset(
            from: MixedTable(table), targets: targets.map(known), weights: weights.map(known),
            measured: Set(source.units.keys))
        }
        return TablePreparation.Prepared(
          data: try Dataset(
            table, inputs: inputs.map { $0.map(known) }, targets: targets.map(known),
            weights: weights.map(known)), notes: [])
      }
    } catch let error as DataError {
      throw Failure("\(source.path): \(error)", hint: hint(for: error))
    }
  }

  /// The largest number of cells for which a table of plain numbers is searched for row names and copied columns.
  private static let searchedCells = 2_000_000

  /// The command-line option that resolves an error of the library.
  private func hint(for error: DataError) -> String? {
    switch error {
    case .missingValue:
      "--missing drop leaves out such rows, --missing impute inserts the median of the column"
    case .notANumber where format.decimalComma:
      "--inputs can leave out the column; if decimals have a point, leave out --decimal-comma"
    case .notANumber: "--inputs can leave out the column; decimals with a comma need --decimal-comma"
    default: nil
    }
  }
}

extension TableReading.Source {
  /// The names of columns without their units, and the units; `nil` if names would not be distinct.
  static func splitting(_ names: [String]) -> (bare: [String], units: [String: String])? {
    let parts = names.map { name in
      Table.splitting(name) { (try? PhysicalUnit(parsing: $0)) != nil || LabelScale(named: $0) != nil }
    }
    let bare = parts.map(\.name)
    // Names that differ only in their units keep them.
    guard Set(bare).count == bare.count, !bare.contains("") else { return nil }
    return (
      bare,
      Dictionary(
        uniqueKeysWithValues: parts.compactMap { part in part.unit.map { (part.name, $0) } })
    )
  }

  init(path: String, _ table: Table) {
    let split = Self.splitting(table.names)
    let bare = split.flatMap { try? Table(names: $0.bare, columns: table.columns) }
    self.init(
      path: path, content: .plain(bare ?? table), names: (bare ?? table).names,
      units: bare == nil ? [:] : split?.units ?? [:],
      header: table.names)
  }

  init(path: String, _ table: MixedTable) {
    let split = Self.splitting(table.names)
    let bare = split.map { table.renamed($0.bare) } ?? table
    self.init(
      path: path, content: .mixed(bare), names: bare.names, units: split?.units ?? [:],
      header: table.names)
  }

  /// The columns of some inputs, by name.
  ///
  /// - Parameter admitsGaps: Whether fields without a value become NaN; otherwise they are an error.
  func columns(_ names: [String], admitsGaps: Bool) throws -> [[Double]] {
    do {
      return try names.map { name in
        switch content {
        case .plain(let table):
          guard let column = table[known(name, in: table.names)] else {
            throw DataError.unknownColumn(name: name, role: .input, columns: table.names)
          }
          return column
        case .mixed(let table):
          return try table.numbers(of: known(name, in: table.names), admitsGaps: admitsGaps)
        }
      }
    } catch let error as DataError { throw Failure("\(path): \(error)") }
  }

  /// A column's current name in the table; the name with its unit is recognised as well.
  func known(_ name: String, in names: [String]) -> String {
    let known = Self.known(name, in: names)
    return names.contains(known) ? known : renamed[Self.known(name, in: Array(renamed.keys))] ?? known
  }

  /// A name without its unit, if a column is so named.
  static func known(_ name: String, in names: [String]) -> String {
    if names.contains(name) { return name }
    let bare = Table.splitting(name) { _ in true }.name
    return names.contains(bare) ? bare : name
  }
}

extension TablePreparation.Missing: ExpressibleByArgument {}
