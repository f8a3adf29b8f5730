/// Named columns of finite numbers, all of the same length: the contents of a file of measurements.
///
/// Every table has at least one column and one row, distinct names, and neither NaN nor infinity.
public struct Table: Hashable, Sendable {
  /// The names of the columns, distinct and not empty. Control characters and those that change the direction of text are written
  /// as `[U+001B]` in them.
  public let names: [String]
  /// `columns[c][s]`: column c, row s.
  public let columns: [[Double]]
  /// The texts of columns of labels, by the names of these columns: a number n there stands for the n-th text, counted from 0.
  public let labels: [String: [String]]

  /// The number of rows.
  public var rowCount: Int { columns[0].count }

  /// The column of a name.
  ///
  /// - Parameter name: The name as `names` has it; with its unit, if the column has one in its name.
  /// - Returns: The numbers of the column, row by row; `nil` if no column has this name.
  public subscript(name: String) -> [Double]? {
    names.firstIndex(of: name).map { columns[$0] }
  }

  /// A table from its columns.
  ///
  /// - Parameters:
  ///   - names: One name per column, distinct and not empty; control characters in them are made visible as in `names`.
  ///   - columns: `columns[c][s]`: at least one column and one row, all columns of the same length, all numbers finite;
  ///     at most 65536 columns.
  /// - Throws: An error if counts differ, if there is no column or row, if there are too many columns, if names are
  /// empty or repeated, or if numbers are not finite.
  public init(names: [String], columns: [[Double]]) throws {
    guard names.count == columns.count else {
      throw DataError.nameCount(names: names.count, columns: columns.count)
    }
    let names = names.map { $0.visible() }
    try Self.check(names: names)
    try Self.check(columns: columns, names: names)
    self.init(checkedNames: names, columns: columns)
  }

  /// A table whose parts the caller has checked.
  init(checkedNames names: [String], columns: [[Double]], labels: [String: [String]] = [:]) {
    self.names = names
    self.columns = columns
    self.labels = labels
  }
}

extension Table {
  /// Wider tables come from a wrong separator or a hostile file; each column costs memory of its own.
  static let columnLimit = 65_536

  /// Throws if there are no names or too many, or if names are empty or repeated.
  static func check(names: [String]) throws(DataError) {
    guard !names.isEmpty else { throw .noColumns }
    guard names.count <= columnLimit else { throw .tooManyColumns(found: names.count, limit: columnLimit) }
    var positions: [String: Int] = [:]
    for (position, name) in zip(1..., names) {
      guard !name.isEmpty else { throw .unnamedColumn(position: position) }
      if let first = positions.updateValue(position, forKey: name) {
        throw .duplicateColumn(name: name, first: first, second: position)
      }
    }
  }

  /// Throws for columns without rows, of unequal length, or with numbers that are not finite.
  static func check(columns: [[Double]], names: [String]) throws(DataError) {
    guard let rows = columns.first?.count, rows > 0 else { throw .noRows }
    for (name, column) in zip(names, columns) {
      guard column.count == rows else { throw .raggedColumn(name: name, found: column.count, expected: rows) }
      if let s = column.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(text: "\(column[s])", place: .row(s + 1), column: name)
      }
    }
  }

  /// x1, x2, …: the names of columns without names.
  static func defaultNames(_ count: Int) -> [String] { (0..<count).map { "x\($0 + 1)" } }
}
