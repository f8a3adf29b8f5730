import SwiftKAN

extension Table {
  /// Reads a table for the tool: columns are called without their units, `E` for `E [J]`, where that tells them apart, columns of texts are left
  /// out, and messages about what is in the file name the file.
  ///
  /// - Parameters:
  ///   - group: The column that tells groups apart, where there is one; it may hold texts.
  ///   - others: The columns that are wanted besides it; all where `nil`.
  init(named path: String, group: String? = nil, others: [String]? = nil) throws {
    self = try Table.read(path, group: group, others: others).table
  }

  /// The same, and the names of the columns that were left out.
  static func read(
    _ path: String, group: String? = nil, others: [String]? = nil
  ) throws -> (table: Table, texts: [String]) {
    do {
      if let group { return (try Table(contentsOf: path, labelsIn: group, others: others), []) }
      do { return (try Table(contentsOf: path).withoutUnits, []) } catch let error as DataError {
        guard TableFormat.mayBeMixed(error) else { throw error }
        let (table, texts) = try MixedTable(contentsOf: path).withoutTexts()
        guard !texts.isEmpty else { throw error }
        return (table.withoutUnits, texts)
      }
    } catch {
      if case DataError.cannotRead = error { throw error }
      throw Failure("\(path): \(error)")
    }
  }

  /// The columns under names without units, where these are distinct.
  private var withoutUnits: Table {
    TableReading.Source.splitting(names).flatMap { try? Table(names: $0.bare, columns: columns) } ?? self
  }

  /// A name as this table has it: with its unit it is known as well.
  func known(_ name: String) -> String { TableReading.Source.known(name, in: names) }

  /// A form with the names between its backquotes as this table has them.
  func knownNames(in form: String) -> String {
    form.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { place, part in
      place % 2 == 1 ? known(String(part)) : String(part)
    }.joined(separator: "`")
  }
}

extension MixedTable {
  /// The other columns where some hold texts and not one number, and the names of these.
  ///
  /// - Throws: Gaps and texts among the numbers of the others.
  fileprivate func withoutTexts() throws -> (table: Table, texts: [String]) {
    let texts = zip(names, columns).filter { _, column in
      column.allSatisfy { if case .number = $0 { false } else { true } }
    }.map(\.0)
    let others = names.filter { !texts.contains($0) }
    return (try Table(names: others, columns: others.map { try numbers(of: $0, admitsGaps: false) }), texts)
  }
}
