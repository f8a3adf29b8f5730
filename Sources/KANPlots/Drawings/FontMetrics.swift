/// The widths of the letters of Helvetica and Symbol, two of the fonts that every PDF reader has; the fonts that take
/// Helvetica's place in browsers are nearly as wide.
///
/// Source: Adobe Font Metrics of the fourteen standard fonts, in thousandths of the font size.
enum FontMetrics {
  /// How much wider than Helvetica the font may be that takes its place: layouts leave so much room.
  static let slack = 1.13

  /// The width of a text in units of the font size.
  static func width(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + Double(width(of: $1)) } / 1000
  }

  /// The width of one character.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if (32...126).contains(scalar.value) { return helvetica[Int(scalar.value) - 32] }
    if let place = SymbolFont.code(of: scalar) { return SymbolFont.width(of: place) }
    if scalar == "\u{2009}" { return 200 }
    if scalar == "ℓ" { return 222 }
    if scalar == "ħ" { return 2224 }
    // Accented letters are about as wide as a and A.
    return scalar.properties.isUppercase ? 680 : scalar.value > 0x2E80 ? 1000 : 556
  }

  private static let helvetica = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500,
    667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333,
    556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500,
    722,
    500, 500, 500, 334, 260, 334, 584,
  ]
}

/// The font Symbol: Greek letters and mathematical signs at places of its own.
enum SymbolFont {
  /// The place of a character, `nil` if the font does not have it.
  static func code(of scalar: Unicode.Scalar) -> UInt8? { codes[scalar] }

  /// The width of the character at a place.
  static func width(of code: UInt8) -> Int { widths[code] ?? 549 }

  private static let codes: [Unicode.Scalar: UInt8] = {
    var codes: [Unicode.Scalar: UInt8] = [
      "−": 0x2D, "≤": 0xA3, "∞": 0xA5, "≥": 0xB3, "∂": 0xB6, "≠": 0xB9, "≈": 0xBB, "→": 0xAE, "√": 0xD6,
      "′": 0xA2,
    ]
    for (letter, greek) in zip("abcdefghiklmnopqrstuwxyz".utf8, "αβχδεφγηικλμνοπθρστυωξψζ".unicodeScalars) {
      codes[greek] = letter
    }
    for (letter, greek) in zip("ABCDEFGHIKLMNOPQRSTUWXYZ".utf8, "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ".unicodeScalars) {
      codes[greek] = letter
    }
    return codes
  }()

  private static let widths: [UInt8: Int] = {
    let small = [
      631, 549, 549, 494, 439, 521, 411, 603, 329, 603, 549, 549, 576, 521, 549, 549, 521, 549, 603, 439, 576,
      713,
      686, 493, 686, 494,
    ]
    let large = [
      722, 667, 722, 612, 611, 763, 603, 722, 333, 631, 722, 686, 889, 722, 722, 768, 741, 556, 592, 611, 690,
      439,
      768, 645, 795, 611,
    ]
    var widths: [UInt8: Int] = [0xA5: 713, 0xAE: 987, 0xB6: 494, 0xA2: 247]
    for n in 0..<26 {
      widths[UInt8(97 + n)] = small[n]
      widths[UInt8(65 + n)] = large[n]
    }
    return widths
  }()
}
