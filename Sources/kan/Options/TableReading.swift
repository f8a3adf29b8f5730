import ArgumentParser
import SwiftKAN

/// How a table is read that holds more than plain numbers.
struct TableReading: ParsableArguments {
  @Option(
    help:
      "What becomes of missing values: refuse them, drop their rows, or impute the median of an input's column."
  )
  var missing: TablePreparation.Missing = .refuse

  @Flag(help: "Decimals follow a comma: 3,14. Fields are then separated by semicolons or tabs.")
  var decimalComma = false

  @Option(
    help: ArgumentHelp(
      "What stands between groups of thousands, such as . or ' or 'space'.", valueName: "sign"))
  var thousands: String?

  func validate() throws {
    guard let thousands else { return }
    guard thousands == "space" || thousands.count == 1, thousands.first?.isNumber == false else {
      throw ValidationError("--thousands needs one sign or 'space', not '\(thousands)'.")
    }
    guard thousands != (decimalComma ? "," : ".") else {
      throw ValidationError("--thousands and the decimal sign cannot be the same.")
    }
  }

  /// A table and the units that its header names.
  struct Source {
    enum Content {
      case plain(Table)
      case mixed(MixedTable)
    }
    let path: String
    let content: Content
    /// The text of units by column, taken off the names.
    let units: [String: String]
  }

  /// Reads a file; plain numbers the fast way.
  func source(_ path: String) throws -> Source {
    var options = Table.Options()
    let sign: Character? = thousands == "space" ? " " : thousands?.first
    options.numbers = NumberStyle(hasDecimalComma: decimalComma, thousands: sign)
    let mixed: MixedTable
    do {
      guard options.numbers == .plain else {
        return Source(path: path, try MixedTable(contentsOf: path, options: options))
      }
      do { return Source(path: path, try Table(contentsOf: path)) } catch let error as DataError
        where Self.mayBeMixed(error)
      {
        mixed = try MixedTable(contentsOf: path)
      }
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure("\(path): \(error)")
    }
    if let (column, text) = Self.numberWithComma(in: mixed) {
      throw Failure(
        "\(path): the column \"\(column)\" holds numbers with a comma, such as \(text); add --decimal-comma, or --thousands , where the comma stands between groups of thousands"
      )
    }
    return Source(path: path, mixed)
  }

  /// A column whose texts are all numbers but for a comma, and the first of them.
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

  /// Whether a file that is no table of plain numbers may be one with other columns.
  private static func mayBeMixed(_ error: DataError) -> Bool {
    switch error {
    case .notANumber, .missingValue, .notFinite, .unnamedColumn, .raggedLine: true
    default: false
    }
  }

  /// The samples of a table, and what was done to get them.
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
          weights: weights.map(known))
      case .plain(let table):
        func known(_ name: String) -> String { source.known(name, in: table.names) }
        // Names of rows and copies are looked for where nobody says what the inputs are.
        if inputs == nil, table.names.count * table.rowCount <= Self.searchedCells {
          return try preparation.dataset(
            from: MixedTable(table), targets: targets.map(known), weights: weights.map(known))
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

  /// Cells up to which a table of plain numbers is searched for names of rows and copies of columns.
  private static let searchedCells = 2_000_000

  /// What to type where the library cannot know that there is a command line.
  private func hint(for error: DataError) -> String? {
    switch error {
    case .missingValue: "--missing drop leaves out such rows, --missing impute puts the median of the column"
    case .notANumber where decimalComma:
      "--inputs can leave the column out; where decimals have a point, leave out --decimal-comma"
    case .notANumber: "--inputs can leave the column out; decimals with a comma need --decimal-comma"
    default: nil
    }
  }
}

extension TableReading.Source {
  private static func splitting(_ names: [String]) -> (bare: [String], units: [String: String])? {
    let parts = names.map { name in Table.splitting(name) { (try? PhysicalUnit(parsing: $0)) != nil } }
    let bare = parts.map(\.name)
    // Names that only their units tell apart keep them.
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
    self.init(path: path, content: .plain(bare ?? table), units: bare == nil ? [:] : split?.units ?? [:])
  }

  init(path: String, _ table: MixedTable) {
    let split = Self.splitting(table.names)
    self.init(
      path: path, content: .mixed(split.map { table.renamed($0.bare) } ?? table), units: split?.units ?? [:])
  }

  /// A name as the table has it now: with its unit it is known as well.
  func known(_ name: String, in names: [String]) -> String {
    if names.contains(name) { return name }
    let bare = Table.splitting(name) { _ in true }.name
    return names.contains(bare) ? bare : name
  }
}

extension TablePreparation.Missing: ExpressibleByArgument {}
