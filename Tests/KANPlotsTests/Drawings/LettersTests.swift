import Testing

@testable import KANPlots

/// The letters that PDF and PNG are set in.
@Suite struct LettersTests {
  /// Source: Adobe Font Metrics of Helvetica, whose widths these letters have, in thousandths of the font size.
  @Test(arguments: [("A", 667), ("m", 833), ("i", 222), ("7", 556), ("(", 333), (" ", 278), ("é", 556)])
  func areAsWideAsHelvetica(text: String, width: Int) {
    #expect(abs(Letters.width(of: text, isSlanted: false) * 1000 - Double(width)) < 1)
  }

  @Test func everySignOfMathematicsIsThere() {
    let signs = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ·×±≤≥∞→≈≠∂ℓ°′−√²³äßø"
    let unknown = Letters.glyph(of: "?", isSlanted: false)
    for sign in signs.unicodeScalars {
      for isSlanted in [false, true] {
        let glyph = Letters.glyph(of: sign, isSlanted: isSlanted)
        #expect(glyph.outline.count > 2 && glyph != unknown, "\(sign)")
      }
    }
    // Letters that are not there lose their accents; what has no letter is a question mark.
    #expect(Letters.glyph(of: "ạ", isSlanted: false) == Letters.glyph(of: "a", isSlanted: false))
    #expect(Letters.glyph(of: "中", isSlanted: false) == unknown)
  }

  /// A minus sign lies in front of its digit and not on it.
  @Test func aMinusSignStandsInFrontOfItsDigits() {
    var boxes: [(from: Double, to: Double)] = []
    let mark = TextMark(text: "$-150$", place: Point(0, 0), size: 10)
    mark.forEachGlyph { glyph, place in
      let xs = glyph.outline.compactMap { piece -> Double? in
        switch piece {
        case .move(let point), .line(let point), .curve(_, let point): place(point).x
        case .close: nil
        }
      }
      boxes.append((xs.min() ?? 0, xs.max() ?? 0))
    }
    #expect(boxes.count == 4)
    for (a, b) in zip(boxes, boxes.dropFirst()) { #expect(a.to < b.from) }
  }
}
