import SwiftKAN

extension Table {
  /// Reads a table for the tool: columns are called without their units, `E` for `E [J]`, if the names stay distinct, text columns
  /// are left out, and messages about its contents name the file.
  ///
  /// - Parameters:
  ///   - group: The column of group labels, if there is one; it may contain text.
  ///   - others: The other columns to read; `nil` for all.
  ///   - format: The notation of numbers.
  init(
    named path: String, group: String? = nil, others: [String]? = nil, format: NumberFormat? = nil
  ) throws {
    self = try Table.read(path, group: group, others: others, format: format).table
  }

  /// The same, and the names of the columns that were left out.
  ///
  /// - Parameter admitsGaps: Whether the command has a --missing, which its messages then name.
  static func read(
    _ path: String, group: String? = nil, others: [String]? = nil, format: NumberFormat? = nil,
    admitsGaps: Bool = false
  ) throws -> (table: Table, texts: [String]) {
    let options = format?.options ?? Table.Options()
    do {
      if let group {
        return (try Table(contentsOf: path, labelsIn: group, others: others, options: options), [])
      }
      guard options.numbers == .plain else {
        let (table, texts) = try MixedTable(contentsOf: path, options: options).withoutTexts()
        return (table.withoutUnits, texts)
      }
      do { return (try Table(contentsOf: path).withoutUnits, []) } catch let error as DataError {
        guard TableFormat.mayBeMixed(error) else { throw error }
        let mixed = try MixedTable(contentsOf: path)
        if format != nil { try TableFormat.refuseNumbersWithComma(in: mixed, path) }
        let (table, texts) = try mixed.withoutTexts()
        guard !texts.isEmpty else { throw error }
        return (table.withoutUnits, texts)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure(
        table: path, error, hint: format == nil ? nil : Self.hint(for: error, admitsGaps: admitsGaps))
    }
  }

  /// The option that may resolve an error.
  private static func hint(for error: any Error, admitsGaps: Bool) -> String? {
    switch error as? DataError {
    case .notANumber(let text, _, _) where text.contains(","): "decimals with a comma need --decimal-comma"
    case .missingValue where admitsGaps, .notFinite where admitsGaps:
      "--missing drop leaves out such rows, --missing impute inserts the median of the column"
    default: nil
    }
  }

  /// The columns under names without units, if these are distinct.
  private var withoutUnits: Table {
    TableReading.Source.splitting(names).flatMap { try? Table(names: $0.bare, columns: columns) } ?? self
  }

  /// A column's name in this table; the name with its unit is recognised as well.
  func known(_ name: String) -> String { TableReading.Source.known(name, in: names) }

}

extension MixedTable {
  /// Reads a table that may have gaps; columns are called without their units if the names stay distinct.
  init(named path: String, format: NumberFormat) throws {
    let table: MixedTable
    do {
      if format.options.numbers == .plain, let plain = try? Table(contentsOf: path) {
        table = MixedTable(plain)
      } else {
        table = try MixedTable(contentsOf: path, options: format.options)
        if format.options.numbers == .plain { try TableFormat.refuseNumbersWithComma(in: table, path) }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure(table: path, error)
    }
    self = TableReading.Source.splitting(table.names).map { table.renamed($0.bare) } ?? table
  }

  /// The columns that contain text and not one number.
  var textColumns: [String] {
    zip(names, columns).filter { _, column in
      column.contains { if case .text = $0 { true } else { false } }
        && column.allSatisfy { if case .number = $0 { false } else { true } }
    }.map(\.0)
  }

  /// The table without columns that contain text and not one number, and the names of those columns.
  ///
  /// - Throws: An error for gaps or text among the numbers of the other columns.
  fileprivate func withoutTexts() throws -> (table: Table, texts: [String]) {
    let texts = zip(names, columns).filter { _, column in
      column.allSatisfy { if case .number = $0 { false } else { true } }
    }.map(\.0)
    let others = names.filter { !texts.contains($0) }
    return (try Table(names: others, columns: others.map { try numbers(of: $0, admitsGaps: false) }), texts)
  }
}

extension Failure {
  /// The message about a file that is not a table.
  init(table path: String, _ error: any Error, hint: String? = nil) {
    if ModelFile.endings.contains(where: { path.lowercased().hasSuffix($0) }) {
      self.init(
        "\(path) is a model file, but a table is needed here; `kan distil` finds the formula of a network")
    } else {
      self.init("\(path): \(error)", hint: hint)
    }
  }
}
