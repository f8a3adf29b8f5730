/// A piece of text in one style.
struct TextRun: Hashable, Sendable {
  /// The characters.
  var text: String
  /// Whether it is slanted, as mathematical letters are.
  var isItalic: Bool
  /// 0 on the baseline, 1 for superscripts, −1 for subscripts.
  var level = 0
  /// The displacement of the pen before the run, in units of the base font size: subscripts below superscripts move back.
  var kern = 0.0

  /// The size relative to text on the baseline: scripts of 8-point type are still 6 points high, the smallest that journals accept.
  var scale: Double { level == 0 ? 1 : 0.76 }
  /// The height above the baseline, in units of the base font size.
  var rise: Double { level == 0 ? 0 : level > 0 ? 0.38 : -0.18 }
  /// The width in units of the base font size.
  var width: Double { Letters.width(of: text, isSlanted: isItalic) * scale }
}

extension Plot.Text {
  /// The width at a font size, in the unit of that size.
  func width(size: Double) -> Double { runs.reduce(0) { $0 + $1.kern + $1.width } * size }
}
