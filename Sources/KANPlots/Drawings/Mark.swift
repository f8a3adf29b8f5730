/// One mark of a drawing.
enum Mark: Hashable, Sendable {
  /// Straight lines connecting points.
  case path([Point], isClosed: Bool, stroke: Stroke?, fill: Ink?)
  /// A circle.
  case circle(Point, radius: Double, stroke: Stroke?, fill: Ink?)
  /// Text on its baseline.
  case text(TextMark)
  /// Marks that belong together.
  case group(MarkGroup)

  static func line(_ points: [Point], _ stroke: Stroke) -> Mark {
    .path(points, isClosed: false, stroke: stroke, fill: nil)
  }

  static func rectangle(_ box: Box, stroke: Stroke? = nil, fill: Ink? = nil) -> Mark {
    .path(box.corners, isClosed: true, stroke: stroke, fill: fill)
  }

  /// The points that it is drawn through or at.
  var points: [Point] {
    switch self {
    case .path(let points, _, _, _): points
    case .circle(let center, _, _, _): [center]
    case .text(let text): [text.place]
    case .group(let group): group.marks.flatMap(\.points)
    }
  }
}
