import KANFormula

extension Double {
  /// A label of an experiment in customary notation: 7 and not 7.0.
  package var groupName: String {
    let text = decimalText(digits: nil)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
