/// Rows of text with aligned columns; columns of numbers are right-aligned.
struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  /// A table that starts with its column titles.
  init(_ titles: [String], numbers rightAligned: Set<Int> = []) {
    rows = titles.allSatisfy(\.isEmpty) ? [] : [titles]
    self.rightAligned = rightAligned
  }

  /// Adds a row; missing cells at its end stay blank.
  mutating func add(_ cells: String...) { add(cells) }

  /// The same for any number of cells.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The table in lines of `width` characters: text that is too long in the last column ends with `…`. The full table for `nil`,
  /// and if the other columns leave no room.
  func fitted(to width: Int?) -> String {
    guard let width, let last = rows.first?.indices.last else { return text }
    let others = (0..<last).reduce(0) { sum, column in sum + 2 + (rows.map { $0[column].count }.max() ?? 0) }
    let room = width - others
    guard room >= 12 else { return text }
    var cut = self
    for (n, row) in rows.enumerated() where row[last].count > room {
      cut.rows[n][last] = row[last].prefix(room - 1) + "…"
    }
    return cut.text
  }

  /// The table, one line per row, without trailing blanks.
  var text: String {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        rightAligned.contains(column)
          ? cell.leftPadded(to: widths[column]) : cell.rightPadded(to: widths[column])
      }.joined(separator: "  ").trimmedAtEnd
    }.joined(separator: "\n")
  }
}

extension String {
  /// The text padded on the left to `width` characters.
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// The text padded on the right to `width` characters.
  func rightPadded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// The text without trailing blanks.
  var trimmedAtEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
