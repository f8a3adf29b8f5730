import KANFormula

extension Plot {
  /// Text of a picture, with mathematics between dollar signs: `Transverse mass $m_\mathrm{T}^W$`.
  ///
  /// LaTeX output contains the mathematics as it is; the other formats show letters, Greek, super- and subscripts and the common
  /// signs. A dollar sign itself is written `\$`.
  public struct Text: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    CustomStringConvertible
  {
    /// The source text.
    public let source: String

    /// Text with mathematics between dollar signs.
    ///
    /// - Parameter source: The text; a dollar sign itself is written `\$`.
    public init(_ source: String) { self.source = source }

    /// The source text, so that a text inside another one keeps its mathematics.
    public var description: String { source }

    /// Text with mathematics between dollar signs, written as a literal.
    ///
    /// - Parameter source: The text; a dollar sign itself is written `\$`.
    public init(stringLiteral source: String) { self.init(source) }

    /// The name of a column in mathematical notation: `x_1` with an index, `alpha` as the Greek letter.
    ///
    /// Names that are not symbols, such as `T (K)` or `species = setosa`, stay plain text.
    ///
    /// - Parameter name: The name of the column.
    public init(name: String) {
      let isSymbol = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      if isSymbol { self.init("$\(LaTeXPrinter().name(name))$") } else { self.init(plain: name) }
    }

    /// A measured value with its error: `3.142 ± 0.012`, `(1.20 ± 0.05) × 10⁻⁷`.
    ///
    /// - Parameter extraDigits: The number of digits of both beyond those that the error justifies.
    package init(_ measured: Formula.MeasuredValue, extraDigits: Int = 0) {
      let text = measured.latex(.plusMinus, extraDigits: extraDigits)
      self.init("$\(text.replacing(" ", with: "\\ "))$")
    }

    /// A number with `digits` significant digits, with a power of ten if that is shorter.
    package init(number: Double, digits: Int) {
      // A number with few digits and no error is written as it is.
      self.init(
        Formula.MeasuredValue(Double(number.decimalText(digits: digits)) ?? number, standardError: nil))
    }

    /// Text without mathematics; dollar signs are shown as such.
    ///
    /// - Parameter text: The text, as it is to be shown.
    public init(plain text: String) { self.init(text.replacing("$", with: "\\$")) }

    /// The pieces between dollar signs, in order.
    var pieces: [(text: String, isMathematics: Bool)] {
      var pieces: [(text: String, isMathematics: Bool)] = []
      var (piece, isMathematics, isEscaped) = ("", false, false)
      for character in source {
        switch character {
        case "$" where isEscaped:
          // Plain text drops the escape character; mathematics keeps it, as LaTeX requires.
          if !isMathematics { piece.removeLast() }
          piece.append(character)
        case "$":
          if !piece.isEmpty { pieces.append((piece, isMathematics)) }
          (piece, isMathematics) = ("", !isMathematics)
        default: piece.append(character)
        }
        isEscaped = character == "\\" && !isEscaped
      }
      if !piece.isEmpty { pieces.append((piece, isMathematics)) }
      return pieces
    }

    /// The text for a paragraph of LaTeX.
    package var latex: String {
      pieces.map { $0.isMathematics ? "$\($0.text)$" : LaTeXText.escaped($0.text) }.joined()
    }

    /// The text without formatting, for screen readers.
    package var plain: String { runs.map(\.text).joined() }

    /// The text as runs of one style each.
    var runs: [TextRun] {
      pieces.flatMap { piece in
        piece.isMathematics
          ? MathematicsReader.runs(of: piece.text) : [TextRun(text: piece.text, isItalic: false)]
      }
    }
  }
}
