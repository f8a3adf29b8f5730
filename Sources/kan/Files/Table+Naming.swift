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
  static func read(
    _ path: String, group: String? = nil, others: [String]? = nil, format: NumberFormat? = nil
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
      throw Failure(table: path, error, hint: format == nil ? nil : Self.hint(for: error))
    }
  }

  /// The option that may resolve an error.
  private static func hint(for error: any Error) -> String? {
    guard case DataError.notANumber(let text, _, _) = error, text.contains(",") else { return nil }
    return "decimals with a comma need --decimal-comma"
  }

  /// The columns under names without units, if these are distinct.
  private var withoutUnits: Table {
    TableReading.Source.splitting(names).flatMap { try? Table(names: $0.bare, columns: columns) } ?? self
  }

  /// A column's name in this table; the name with its unit is recognised as well.
  func known(_ name: String) -> String { TableReading.Source.known(name, in: names) }

  /// A form with the names in backquotes replaced by this table's.
  func knownNames(in form: String) -> String {
    form.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
      place % 2 == 1 ? known(String(part)) : String(part)
    }.joined(separator: "`")
  }
}

extension MixedTable {
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
