import RealModule

/// Marks as closed polygons, the only shapes that a canvas can paint.
enum Polygons {
  /// The largest distance of a polygon from the curve that it approximates, in pixels.
  private static let tolerance = 0.1

  /// A circle.
  static func circle(_ center: Point, radius: Double) -> [Point] {
    let half = radius > tolerance ? Double.acos(1 - tolerance / radius) : .pi / 4
    let count = min(max(8, Int((.pi / half).rounded(.up))), 128)
    return (0..<count).map { n in
      let angle = 2 * .pi * Double(n) / Double(count)
      return Point(center.x + radius * .cos(angle), center.y + radius * .sin(angle))
    }
  }

  /// The outline of a line of given width with round joins and straight ends, as polygons of the same orientation.
  static func stroke(_ points: [Point], isClosed: Bool, width: Double) -> [[Point]] {
    let way = isClosed ? points + points.prefix(1) : points
    let half = width / 2
    var polygons: [[Point]] = []
    for (a, b) in zip(way, way.dropFirst()) {
      let length = Double.hypot(b.x - a.x, b.y - a.y)
      guard length > 0 else { continue }
      let (dx, dy) = ((b.x - a.x) / length * half, (b.y - a.y) / length * half)
      polygons.append([
        Point(a.x + dy, a.y - dx), Point(b.x + dy, b.y - dx), Point(b.x - dy, b.y + dx),
        Point(a.x - dy, a.y + dx),
      ])
    }
    let joints = isClosed ? way.dropLast() : way.dropFirst().dropLast()
    return polygons + joints.map { circle($0, radius: half) }
  }

  /// The dashes of a dashed line; `lengths` alternates dashes and gaps.
  static func dashes(_ points: [Point], isClosed: Bool, lengths: [Double]) -> [[Point]] {
    guard !lengths.isEmpty, lengths.allSatisfy({ $0 > 0 }) else { return [points] }
    let way = isClosed ? points + points.prefix(1) : points
    guard let first = way.first else { return [] }
    var (dashes, dash, n) = ([[Point]](), [first], 0)
    var rest = lengths[0]
    for (a, b) in zip(way, way.dropFirst()) {
      let length = Double.hypot(b.x - a.x, b.y - a.y)
      var done = 0.0
      while length - done > rest {
        done += rest
        let place = a.toward(b, done / length)
        if n % 2 == 0 { dashes.append(dash + [place]) }
        dash = [place]
        n += 1
        rest = lengths[n % lengths.count]
      }
      rest -= length - done
      dash.append(b)
    }
    if n % 2 == 0, dash.count > 1 { dashes.append(dash) }
    return dashes
  }

  /// The contours of a character.
  static func contours(_ glyph: Glyph, _ toPixels: (Point) -> Point) -> [[Point]] {
    var contours: [[Point]] = []
    for piece in glyph.outline {
      switch piece {
      case .move(let point): contours.append([toPixels(point)])
      case .line(let point): contours[contours.count - 1].append(toPixels(point))
      case .curve(let control, let end):
        let (a, b, c) = (contours[contours.count - 1].last ?? toPixels(end), toPixels(control), toPixels(end))
        // The sagitta of a parabola is at most a quarter of |a − 2b + c|.
        let bend = Double.hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y) / 4
        let count = min(max(1, Int((bend / tolerance).squareRoot().rounded(.up))), 24)
        for n in 1...count {
          let t = Double(n) / Double(count)
          contours[contours.count - 1].append(a.toward(b, t).toward(b.toward(c, t), t))
        }
      case .close: break
      }
    }
    return contours
  }
}
