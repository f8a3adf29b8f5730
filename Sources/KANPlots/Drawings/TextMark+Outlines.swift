extension TextMark {
  /// Calls `draw` with the outline of every character and the map from its units to points of the picture.
  func forEachGlyph(_ draw: (Glyph, GlyphPlace) -> Void) {
    var along =
      switch anchor {
      case .start: 0.0
      case .middle: -text.width(size: size) / 2
      case .end: -text.width(size: size)
      }
    for run in text.runs {
      along += run.kern * size
      for scalar in run.text.unicodeScalars {
        let glyph = Letters.glyph(of: scalar, isSlanted: run.isItalic)
        draw(
          glyph,
          GlyphPlace(
            origin: place, along: along, across: run.rise * size, size: run.scale * size, isUpward: isUpward))
        along += glyph.advance * run.scale * size
      }
    }
  }
}

/// The position of a character in a picture.
struct GlyphPlace: Hashable, Sendable {
  /// The anchor of the text.
  let origin: Point
  /// The offset of the character along the baseline, and the rise of its own baseline above it.
  let along: Double
  let across: Double
  /// The font size in points.
  let size: Double
  let isUpward: Bool

  /// The position in the picture of a point of an outline.
  func callAsFunction(_ point: Point) -> Point {
    let (x, y) = (along + point.x * size, across + point.y * size)
    return isUpward ? Point(origin.x - y, origin.y - x) : Point(origin.x + x, origin.y - y)
  }
}
