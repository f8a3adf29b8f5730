extension Character {
  /// Whether it is a digit of numbers in formulas.
  var isDecimalDigit: Bool { isASCII && isNumber }

  /// Whether it may be in a name that needs no backquotes.
  var isNamePart: Bool { isLetter || isDecimalDigit || self == "_" }
}

extension String {
  /// Whether formulas can have it as a name without backquotes.
  var isPlainName: Bool {
    guard let first else { return false }
    return (first.isLetter || first == "_") && allSatisfy(\.isNamePart)
  }
}
