extension Table {
  /// Reads a table in which one column may contain texts, such as the names of experiments: they are numbered in order
  /// of appearance and listed in `labels`.
  ///
  /// - Parameters:
  ///   - path: A file as `init(contentsOf:options:)` reads it.
  ///   - column: The column of labels; if it contains only numbers, or is absent, the table is read like any other.
  ///   - others: The other columns that are needed; those that are not may contain anything, and are left out if they
  ///     do. `nil` means all.
  ///   - options: The format, the separator, the header and the notation of numbers; detected from the file by default.
  /// - Throws: An error if the file cannot be read, and one with its line and column if the file is malformed
  /// or a label is missing.
  public init(
    contentsOf path: String, labelsIn column: String, others: [String]? = nil,
    options: Table.Options = Table.Options()
  ) throws {
    // Only the reader of mixed columns knows other notations of numbers.
    guard options.numbers == .plain else {
      self = try Table(MixedTable(contentsOf: path, options: options), labelsIn: column, others: others)
      return
    }
    do {
      self = try Table(contentsOf: path, options: options)
    } catch let error as DataError {
      switch error {
      case .notANumber, .missingValue, .notFinite:
        let mixed: MixedTable
        // A file that is not a table of text cannot be read with labels: the first error is the one to report.
        do throws(DataError) { mixed = try MixedTable(contentsOf: path, options: options) } catch _ {
          throw error
        }
        self = try Table(mixed, labelsIn: column, others: others)
      default: throw error
      }
    }
  }

  /// A table of numbers except for a column of labels.
  package init(_ table: MixedTable, labelsIn column: String, others: [String]? = nil) throws(DataError) {
    var codes: [String: Int] = [:]
    var names: [String] = []
    var columns: [[Double]] = []
    for (name, cells) in zip(table.names, table.columns)
    where name == column || others?.contains(name) ?? true {
      var values: [Double] = []
      for (cell, line) in zip(cells, table.lines) {
        let place = DataError.Place.line(line)
        switch cell {
        case .missing: throw .missingValue(place: place, column: name)
        case .number(let value) where name != column: values.append(value)
        case .notFinite(let text) where name != column:
          throw .notFinite(text: text, place: place, column: name)
        case .text(let text) where name != column:
          // Text that should be a label belongs to a column of another name.
          guard table.names.contains(column) else {
            throw .unknownColumn(name: column, role: .group, columns: table.names)
          }
          throw .notANumber(text: text, place: place, column: name)
        case .number(let value): values.append(Double(codes.number(of: value.text)))
        case .notFinite(let text), .text(let text): values.append(Double(codes.number(of: text)))
        }
      }
      names.append(name)
      columns.append(values)
    }
    guard !table.lines.isEmpty else { throw .noRows }
    guard !names.isEmpty else { throw .noColumns }
    let labels = codes.sorted { $0.value < $1.value }.map(\.key)
    self.init(checkedNames: names, columns: columns, labels: [column: labels])
  }
}

extension [String: Int] {
  /// The number of a text: the next one if the text appears for the first time.
  fileprivate mutating func number(of text: String) -> Int {
    if let known = self[text] { return known }
    self[text] = count
    return count - 1
  }
}

extension Double {
  /// The number as a name: 3, not 3.0.
  fileprivate var text: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
