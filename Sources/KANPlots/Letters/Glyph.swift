/// The outline of one character, in units of the font size; y grows upwards from the baseline.
struct Glyph: Hashable, Sendable {
  /// A piece of an outline.
  enum Piece: Hashable, Sendable {
    case move(Point)
    case line(Point)
    /// A parabola: the intersection of its end tangents, and its end point.
    case curve(Point, Point)
    case close
  }

  /// The advance of the pen.
  let advance: Double
  /// The outline; filled wherever its winding number is not 0.
  let outline: [Piece]

  /// Reads a record of the outline tables: the advance, then the pieces as relative SVG paths.
  init(record: Substring.UTF8View, unitsPerEm: Double) {
    var reader = OutlineReader(rest: record, unitsPerEm: unitsPerEm)
    advance = Double(reader.number()) / unitsPerEm
    outline = reader.pieces()
  }
}

/// Reads relative paths with integer coordinates.
private struct OutlineReader {
  var rest: Substring.UTF8View
  let unitsPerEm: Double
  private var pen = (x: 0, y: 0)

  init(rest: Substring.UTF8View, unitsPerEm: Double) {
    self.rest = rest
    self.unitsPerEm = unitsPerEm
  }

  mutating func number() -> Int {
    skipBlanks()
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    var value = 0
    while let digit = rest.first, (0x30...0x39).contains(digit) {
      value = value * 10 + Int(digit - 0x30)
      rest.removeFirst()
    }
    return isNegative ? -value : value
  }

  mutating func pieces() -> [Glyph.Piece] {
    var pieces: [Glyph.Piece] = []
    skipBlanks()
    while let letter = rest.popFirst() {
      switch letter {
      case UInt8(ascii: "m"): pieces.append(.move(next(from: pen)))
      case UInt8(ascii: "l"): pieces.append(.line(next(from: pen)))
      case UInt8(ascii: "q"):
        let start = pen
        let control = next(from: start)
        pieces.append(.curve(control, next(from: start)))
      default: pieces.append(.close)
      }
      skipBlanks()
    }
    return pieces
  }

  private mutating func next(from start: (x: Int, y: Int)) -> Point {
    pen = (start.x + number(), start.y + number())
    return Point(Double(pen.x) / unitsPerEm, Double(pen.y) / unitsPerEm)
  }

  private mutating func skipBlanks() {
    while let byte = rest.first, byte == 0x20 || byte == 0x0A { rest.removeFirst() }
  }
}
