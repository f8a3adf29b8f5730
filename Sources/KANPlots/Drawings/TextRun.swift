/// A piece of text of one form.
struct TextRun: Hashable, Sendable {
  /// The characters.
  var text: String
  /// Whether it leans, as letters of mathematics do.
  var isItalic: Bool
  /// 0 on the base line, 1 for superscripts, −1 for subscripts.
  var level = 0
  /// How far the pen moves before, in units of the base font size: subscripts below superscripts move back.
  var kern = 0.0

  /// The size beside that of text on the base line: scripts of 8 point type are still 6 points high, the least that
  /// journals take.
  var scale: Double { level == 0 ? 1 : 0.76 }
  /// How far above the base line it stands, in units of the base font size.
  var rise: Double { level == 0 ? 0 : level > 0 ? 0.38 : -0.18 }
  /// The width in units of the base font size.
  var width: Double { Letters.width(of: text, isSlanted: isItalic) * scale }
}

extension Plot.Text {
  /// The width at a font size, in its units.
  func width(size: Double) -> Double { runs.reduce(0) { $0 + $1.kern + $1.width } * size }
}
