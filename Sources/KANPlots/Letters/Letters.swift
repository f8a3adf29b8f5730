/// The letters of pictures: upright and slanted, Latin, Greek and mathematical signs, as outlines, so that PDF and PNG need no
/// fonts on the machine that shows them.
enum Letters {
  /// The factor by which a browser's font for SVG may be wider; layouts leave that much room.
  static let slack = 1.13

  /// The outline of a character; if missing, that of the letter without its accents, or a question mark.
  static func glyph(of scalar: Unicode.Scalar, isSlanted: Bool) -> Glyph {
    let glyphs = isSlanted ? slanted : upright
    if let glyph = glyphs[scalar] ?? upright[scalar] { return glyph }
    if blanks.contains(scalar) { return Glyph(record: "\(blankAdvance)"[...].utf8, unitsPerEm: unitsPerEm) }
    return letter(below: scalar).flatMap { glyphs[$0] ?? upright[$0] } ?? upright["?"]
      ?? Glyph(record: "0"[...].utf8, unitsPerEm: unitsPerEm)
  }

  /// A character without its accents, by its name, `LATIN SMALL LETTER E WITH ACUTE`; signs that stand for a letter, such as ohm,
  /// equal that letter as strings.
  private static func letter(below scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let same = upright.keys.first { String($0) == String(scalar) }
    let base = scalar.properties.name.flatMap { $0.split(separator: " WITH ").first }
    return same
      ?? base.flatMap { base in upright.keys.first { $0.properties.name.map { $0 == base } ?? false } }
  }

  /// The width of a text in units of the font size.
  static func width(of text: String, isSlanted: Bool) -> Double {
    text.unicodeScalars.reduce(0) { $0 + glyph(of: $1, isSlanted: isSlanted).advance }
  }

  private static let unitsPerEm = 2048.0
  /// Thin spaces between numbers and signs: a fifth of the font size.
  private static let blanks: Set<Unicode.Scalar> = ["\u{2009}", "\u{202F}"]
  private static let blankAdvance = 410

  private static let upright = glyphs(SansRegular.outlines)
  private static let slanted = glyphs(SansItalic.outlines)

  /// Every record begins with `@` and the character's code in hexadecimal.
  private static func glyphs(_ outlines: String) -> [Unicode.Scalar: Glyph] {
    var glyphs: [Unicode.Scalar: Glyph] = [:]
    for record in outlines.split(separator: "@") {
      guard let blank = record.firstIndex(of: " "), let code = UInt32(record[..<blank], radix: 16),
        let scalar = Unicode.Scalar(code)
      else { continue }
      glyphs[scalar] = Glyph(record: record[blank...].utf8, unitsPerEm: unitsPerEm)
    }
    return glyphs
  }
}
