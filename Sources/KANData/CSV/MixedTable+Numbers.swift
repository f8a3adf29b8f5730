extension MixedTable {
  /// The numbers of a column, or the 0 and 1 for a level of a category such as `state=treated`.
  ///
  /// - Parameters:
  ///   - name: The column, or column and level.
  ///   - admitsGaps: Whether a field without a value becomes NaN; otherwise it is an error.
  /// - Throws: An unknown name, text where numbers are needed, and gaps that are not admitted.
  package func numbers(of name: String, admitsGaps: Bool) throws(DataError) -> [Double] {
    let level = names.contains(name) ? nil : level(named: name)
    guard let place = level?.column ?? names.firstIndex(of: name) else {
      throw .unknownColumn(name: name, role: .input, columns: names)
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(rowCount)
    for (cell, line) in zip(columns[place], lines) {
      switch cell {
      case .number(let value) where level == nil: numbers.append(value)
      case .text(let text) where level != nil: numbers.append(text == level?.text ? 1 : 0)
      case .number where level != nil: numbers.append(0)
      case .text(let text): throw .notANumber(text: text, place: .line(line), column: names[place])
      case .notFinite(let text) where !admitsGaps:
        throw .notFinite(text: text, place: .line(line), column: names[place])
      case .missing where !admitsGaps: throw .missingValue(place: .line(line), column: names[place])
      case .missing, .notFinite, .number: numbers.append(.nan)
      }
    }
    return numbers
  }
}
