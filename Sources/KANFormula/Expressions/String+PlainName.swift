extension Character {
  /// Whether it is a digit of numbers in formulas.
  var isDecimalDigit: Bool { isASCII && isNumber }

  /// Whether it may occur in a name without backquotes.
  var isNamePart: Bool { isLetter || isDecimalDigit || self == "_" }
}

extension String {
  /// Whether formulas can use it as a name without backquotes.
  var isPlainName: Bool {
    guard let first else { return false }
    return (first.isLetter || first == "_") && allSatisfy(\.isNamePart)
  }
}
