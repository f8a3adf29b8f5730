/// A picture made of a few kinds of marks; every format is written from it.
///
/// Lengths are points (1/72 inch), y grows downwards.
struct Drawing: Hashable, Sendable {
  /// The width in points.
  var width: Double
  /// The height in points.
  var height: Double
  /// What it shows, in a few words.
  var title: String
  /// What there is to see, for those who cannot see it.
  var summary: String
  /// The marks, later ones above earlier ones.
  var marks: [Mark] = []
}

/// A place in points.
struct Point: Hashable, Sendable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle in points.
struct Box: Hashable, Sendable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var middle: Point { Point(x + width / 2, y + height / 2) }

  func contains(_ point: Point) -> Bool {
    point.x >= x && point.x <= maxX && point.y >= y && point.y <= maxY
  }

  var corners: [Point] { [Point(x, y), Point(maxX, y), Point(maxX, maxY), Point(x, maxY)] }
}

/// How a line is drawn.
struct Stroke: Hashable, Sendable {
  /// How a line is broken; curves differ by it where colours are lost.
  enum Dash: Int, Hashable, Sendable, CaseIterable {
    case solid, dashed, dotted, dashDotted

    /// Lengths of strokes and gaps in units of the line's width.
    var pattern: [Double] {
      switch self {
      case .solid: []
      case .dashed: [4.5, 2.5]
      case .dotted: [1.2, 2]
      case .dashDotted: [5, 2, 1.2, 2]
      }
    }
  }

  var ink: Ink
  var width = 1.0
  var dash = Dash.solid
}

/// One mark of a drawing.
enum Mark: Hashable, Sendable {
  /// Straight lines through points.
  case path([Point], isClosed: Bool, stroke: Stroke?, fill: Ink?)
  /// A circle.
  case circle(Point, radius: Double, stroke: Stroke?, fill: Ink?)
  /// Text on its base line.
  case text(TextMark)
  /// Marks that belong together.
  case group(MarkGroup)

  static func line(_ points: [Point], _ stroke: Stroke) -> Mark {
    .path(points, isClosed: false, stroke: stroke, fill: nil)
  }

  static func rectangle(_ box: Box, stroke: Stroke? = nil, fill: Ink? = nil) -> Mark {
    .path(box.corners, isClosed: true, stroke: stroke, fill: fill)
  }
}

/// Text at a place.
struct TextMark: Hashable, Sendable {
  /// Which point of the text its place is.
  enum Anchor: Hashable, Sendable { case start, middle, end }

  var text: RichText
  /// Where the anchor of the base line is.
  var place: Point
  var size = 9.0
  var anchor = Anchor.start
  var ink = Ink.ink
  /// Whether it runs upwards.
  var isUpward = false
  var isBold = false
}

/// Marks that belong together.
struct MarkGroup: Hashable, Sendable {
  var marks: [Mark]
  /// What a pointer that rests on it is told.
  var note: String?
  /// What scripts find it by.
  var name: String?
  /// Outside of it nothing shows.
  var clip: Box?
}
