/// A grid of pixels on which areas are painted.
struct Canvas {
  let width: Int
  let height: Int
  /// Red, green and blue of every pixel, from 0 to 1, by rows from the top.
  private var pixels: [SIMD3<Float>]

  /// The number of scan lines per pixel; along a line the coverage is exact.
  private static let linesPerPixel = 8

  init(width: Int, height: Int, background: Color) {
    self.width = width
    self.height = height
    pixels = Array(repeating: Self.vector(background), count: width * height)
  }

  /// Red, green and blue bytes of a row.
  func row(_ y: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * width)
    for pixel in pixels[y * width..<(y + 1) * width] {
      let scaled = pixel * 255 + 0.5
      bytes.append(UInt8(min(max(scaled.x, 0), 255)))
      bytes.append(UInt8(min(max(scaled.y, 0), 255)))
      bytes.append(UInt8(min(max(scaled.z, 0), 255)))
    }
    return bytes
  }

  /// Paints the interior of closed polygons: the points of nonzero winding number, as in SVG's rule `nonzero`.
  ///
  /// - Parameters:
  ///   - polygons: The corners in pixels.
  ///   - color: The colour.
  ///   - opacity: 1 hides what lies below.
  ///   - clip: The box, in pixels, outside which nothing is painted.
  mutating func fill(_ polygons: [[Point]], color: Color, opacity: Double, clip: Box) {
    let corners = polygons.joined()
    guard let least = corners.map(\.y).min(), let most = corners.map(\.y).max() else { return }
    let top = max(0, Int(max(least, clip.y).rounded(.down)))
    let bottom = min(height, Int(min(most, clip.maxY).rounded(.up)))
    guard top < bottom else { return }
    let lines = Self.linesPerPixel
    var crossings = [[(x: Double, winding: Int)]](repeating: [], count: (bottom - top) * lines)
    for polygon in polygons {
      for (n, a) in polygon.enumerated() {
        let b = polygon[n + 1 == polygon.count ? 0 : n + 1]
        Self.cross(a, b, top: top, lines: lines) { line, x, winding in
          if crossings.indices.contains(line) { crossings[line].append((x, winding)) }
        }
      }
    }
    let paint = Self.vector(color)
    var covered = [Float](repeating: 0, count: width)
    for y in top..<bottom {
      var (first, last) = (width, 0)
      for line in 0..<lines {
        // Lines above or below the box are skipped.
        let middle = Double(y) + (Double(line) + 0.5) / Double(lines)
        guard middle >= clip.y, middle <= clip.maxY else { continue }
        let sorted = crossings[(y - top) * lines + line].sorted { $0.x < $1.x }
        var (winding, start) = (0, 0.0)
        for crossing in sorted {
          if winding == 0 { start = crossing.x }
          winding += crossing.winding
          guard winding == 0 else { continue }
          let (from, to) = (max(start, clip.x, 0), min(crossing.x, clip.maxX, Double(width)))
          guard from < to else { continue }
          Self.cover(from, to, share: 1 / Float(lines), &covered)
          first = min(first, Int(from))
          last = max(last, min(width, Int(to.rounded(.up))))
        }
      }
      guard first < last else { continue }
      for x in first..<last where covered[x] > 0 {
        let share = min(covered[x], 1) * Float(opacity)
        pixels[y * width + x] += (paint - pixels[y * width + x]) * share
        covered[x] = 0
      }
    }
  }

  /// Records the lines that a side crosses, the positions of the crossings and their direction.
  private static func cross(
    _ a: Point, _ b: Point, top: Int, lines: Int, _ found: (Int, Double, Int) -> Void
  ) {
    guard a.y != b.y else { return }
    let (upper, lower, winding) = a.y < b.y ? (a, b, 1) : (b, a, -1)
    let scale = Double(lines)
    // Line n is at (n + 1/2)/lines below the top; a side includes its upper end, not its lower one.
    let first = Int(((upper.y - Double(top)) * scale - 0.5).rounded(.up))
    let last = Int(((lower.y - Double(top)) * scale - 0.5).rounded(.up))
    guard first < last else { return }
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    for line in max(0, first)..<max(0, first, last) {
      let y = Double(top) + (Double(line) + 0.5) / scale
      found(line, upper.x + (y - upper.y) * slope, winding)
    }
  }

  /// Adds a stretch of one line to the coverage of its pixels.
  private static func cover(_ from: Double, _ to: Double, share: Float, _ covered: inout [Float]) {
    let (first, last) = (Int(from), min(Int(to), covered.count - 1))
    if first == last {
      covered[first] += Float(to - from) * share
      return
    }
    covered[first] += Float(Double(first + 1) - from) * share
    for x in first + 1..<max(first + 1, last) { covered[x] += share }
    covered[last] += Float(to - Double(last)) * share
  }

  private static func vector(_ color: Color) -> SIMD3<Float> {
    SIMD3(Float(color.red), Float(color.green), Float(color.blue)) / 255
  }
}
