extension Table {
  /// Reads a table one column of which may hold texts, such as the names of experiments: they are numbered in the order in which they
  /// come, and `labels` knows them.
  ///
  /// - Parameters:
  ///   - path: A file as `init(contentsOf:options:)` reads it.
  ///   - column: The column of labels; where it holds numbers only, or is not there, the table is read as any other.
  ///   - others: The columns that are wanted besides; those that are not may hold anything, and are left out where they do. All where `nil`.
  /// - Throws: everything that is wrong with the file, with its line and its column; a label that is missing.
  public init(
    contentsOf path: String, labelsIn column: String, others: [String]? = nil,
    options: Table.Options = Table.Options()
  ) throws {
    do {
      self = try Table(contentsOf: path, options: options)
    } catch let error as DataError {
      switch error {
      case .notANumber, .missingValue, .notFinite:
        let mixed: MixedTable
        // What is no table of text cannot be read with labels: what was wrong at first is what is wrong.
        do throws(DataError) { mixed = try MixedTable(contentsOf: path, options: options) } catch _ {
          throw error
        }
        self = try Table(mixed, labelsIn: column, others: others)
      default: throw error
      }
    }
  }

  /// A table of numbers but for a column of labels.
  init(_ table: MixedTable, labelsIn column: String, others: [String]? = nil) throws(DataError) {
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
        case .text(let text) where name != column: throw .notANumber(text: text, place: place, column: name)
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
  /// The number of a text: the next one for a text that comes for the first time.
  fileprivate mutating func number(of text: String) -> Int {
    if let known = self[text] { return known }
    self[text] = count
    return count - 1
  }
}

extension Double {
  /// As people write a number that names something: 3, not 3.0.
  fileprivate var text: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
