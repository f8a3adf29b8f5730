extension ExitStatus {
  /// All codes, one per line, for the help page.
  static var table: String {
    allCases.map { "\($0.rawValue)".leftPadded(to: 5) + "  \($0.meaning)" }.joined(separator: "\n")
  }
}
