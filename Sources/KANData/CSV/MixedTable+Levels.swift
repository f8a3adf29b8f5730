extension MixedTable {
  /// The column and the text of a name such as `state=treated`.
  func level(named name: String) -> (column: Int, text: String)? {
    guard let sign = name.firstIndex(of: "="), let c = names.firstIndex(of: String(name[..<sign])) else {
      return nil
    }
    return (c, String(name[name.index(after: sign)...]))
  }
}

/// The numbers and the categories, or levels, of a column.
extension [MixedTable.Cell] {
  /// The texts in some rows in alphabetical order; none for a column of numbers.
  func levels(in rows: some Sequence<Int>) -> [String] {
    Set(rows.compactMap { self[$0].text }).sorted()
  }

  /// Whether some rows contain a number.
  func hasNumbers(in rows: some Sequence<Int>) -> Bool {
    rows.contains { self[$0].number != nil }
  }

  /// 1 in the rows that have a level, 0 in the others.
  func indicator(of level: String, in rows: [Int]) -> [Double] {
    rows.map { self[$0].text == level ? 1 : 0 }
  }

  /// The numbers in some rows.
  func numbers(in rows: [Int], missing: Double = 0) -> [Double] {
    rows.map { self[$0].number ?? missing }
  }

  /// The median of the numbers, which replaces missing ones; 0 without any.
  var median: Double {
    let values = compactMap(\.number).sorted()
    guard !values.isEmpty else { return 0 }
    return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
  }
}

extension MixedTable.Cell {
  /// The number in a field; `nil` for anything else.
  fileprivate var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The text in a field; `nil` for numbers and fields without a value.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}
