import KANFormula

/// A formula as a piece of LaTeX that any document can `\input`: equations that fit the line, and how well they hold.
struct LaTeXFragment {
  let text: String

  /// Writes `formula` with `digits` significant digits of its measured constants.
  init(_ formula: Formula, digits: Int = 6) {
    text =
      "% Found by SwiftKAN \(packageVersion).\n" + LaTeXPrinter(digits: digits).document(Program([formula]))
  }
}
