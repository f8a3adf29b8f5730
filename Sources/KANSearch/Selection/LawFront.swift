import RealModule

/// Laws by complexity and error, of which each longer one has a smaller error than every simpler one.
struct LawFront {
  /// A law's complexity, its error, and its index in the given list.
  struct Point: Hashable {
    let complexity: Int
    let error: Double
    let place: Int
  }

  /// The points, simplest first.
  let points: [Point]

  init(_ laws: [(complexity: Int, error: Double)]) {
    let sorted = laws.enumerated().filter { $1.error.isFinite }.map {
      Point(complexity: $1.complexity, error: max($1.error, .leastNormalMagnitude), place: $0)
    }.sorted { ($0.complexity, $0.error, $0.place) < ($1.complexity, $1.error, $1.place) }
    var front: [Point] = []
    for point in sorted where point.error < front.last?.error ?? .infinity { front.append(point) }
    points = front
  }

  /// The simplest point whose error is at most a tolerance; the one with the smallest error if there is none.
  func simplest(within tolerance: Double) -> Point? {
    points.first { $0.error <= tolerance } ?? points.last
  }

  /// The point that lies deepest below the line from the simplest to the most accurate one, in complexity and logarithm of the
  /// error; the most accurate one if none lies below it (Satopää et al., "Finding a 'kneedle' in a haystack", 2011).
  var knee: Point? {
    guard let first = points.first, let last = points.last, points.count > 1 else { return points.last }
    let slope =
      (Double.log(last.error) - Double.log(first.error)) / Double(last.complexity - first.complexity)
    func depth(_ point: Point) -> Double {
      Double.log(first.error) + slope * Double(point.complexity - first.complexity) - Double.log(point.error)
    }
    guard let deepest = points.max(by: { depth($0) < depth($1) }), depth(deepest) > 0 else { return last }
    return deepest
  }
}
