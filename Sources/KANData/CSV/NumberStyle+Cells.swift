extension NumberStyle {
  /// The content of a field.
  func cell(_ field: CSVField) -> MixedTable.Cell {
    if self == .plain || field.kind == .missing { return Self.cell(field.kind, field) }
    var text = String(decoding: field.bytes, as: UTF8.self)
    if let thousands {
      guard Self.isGrouped(text, by: thousands, point: hasDecimalComma ? "," : ".") else {
        return .text(text)
      }
      text.removeAll { $0 == thousands }
    }
    if hasDecimalComma {
      // A point is not a decimal sign here: 1.5 would be read as a different number than was meant.
      guard !text.contains(".") else { return .text(text) }
      text = text.replacing(",", with: ".")
    }
    let number = CSVField(Array(text.utf8))
    if case .text = number.kind { return .text(String(decoding: field.bytes, as: UTF8.self)) }
    return Self.cell(number.kind, field)
  }

  private static func cell(_ kind: CSVField.Kind, _ field: CSVField) -> MixedTable.Cell {
    switch kind {
    case .number(let value): .number(value)
    case .missing: .missing
    case .notFinite: .notFinite(field.shownText)
    case .text: .text(String(decoding: field.bytes, as: UTF8.self))
    }
  }

  /// Whether all groups after the first have three digits.
  private static func isGrouped(_ text: String, by separator: Character, point: Character) -> Bool {
    let whole = text.split(separator: point, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
    return groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
  }
}
