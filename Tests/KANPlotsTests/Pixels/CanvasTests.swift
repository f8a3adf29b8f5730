import Testing

@testable import KANPlots

/// Pixels hold the share of them that is covered.
@Suite struct CanvasTests {
  private static let white = Color(0xFFFFFF)
  private static let black = Color(0x000000)
  private static let everywhere = Box(x: 0, y: 0, width: 100, height: 100)

  private func square(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [Point] {
    Box(x: x, y: y, width: width, height: height).corners
  }

  @Test func aPixelIsAsDarkAsItIsCovered() {
    var canvas = Canvas(width: 4, height: 2, background: Self.white)
    canvas.fill([square(0.25, 0, 2, 0.5)], color: Self.black, opacity: 1, clip: Self.everywhere)
    let row = canvas.row(0)
    // 3/8, 4/8 and 1/8 of the first three pixels are black.
    for (pixel, share) in [(0, 0.375), (1, 0.5), (2, 0.125), (3, 0.0)] {
      #expect(abs(Double(row[3 * pixel]) - 255 * (1 - share)) <= 1)
    }
    #expect(canvas.row(1).allSatisfy { $0 == 255 })
  }

  @Test func whatOverlapsIsPaintedOnceAndHolesStayOpen() {
    var canvas = Canvas(width: 6, height: 6, background: Self.white)
    canvas.fill(
      [square(0, 0, 4, 4), square(2, 2, 4, 4)], color: Self.black, opacity: 0.5, clip: Self.everywhere)
    #expect(canvas.row(3)[9] == canvas.row(0)[0])
    var ring = Canvas(width: 6, height: 6, background: Self.white)
    ring.fill(
      [square(0, 0, 6, 6), square(2, 2, 2, 2).reversed()], color: Self.black, opacity: 1,
      clip: Self.everywhere)
    #expect(ring.row(2)[6] == 255 && ring.row(0)[0] == 0)
  }

  @Test func nothingIsPaintedOutsideTheClip() {
    var canvas = Canvas(width: 4, height: 4, background: Self.white)
    canvas.fill(
      [square(-50, -50, 200, 200)], color: Self.black, opacity: 1, clip: Box(x: 1, y: 1, width: 2, height: 2))
    for y in 0..<4 {
      for x in 0..<4 { #expect((canvas.row(y)[3 * x] == 0) == ((1...2).contains(x) && (1...2).contains(y))) }
    }
  }

  /// The area of a stroke is its length times its width, whatever its joints.
  @Test func strokesAreAsWideAsAskedFor() {
    var canvas = Canvas(width: 100, height: 40, background: Self.white)
    let line = [Point(10, 20), Point(50, 20), Point(90, 20)]
    canvas.fill(
      Polygons.stroke(line, isClosed: false, width: 3), color: Self.black, opacity: 1, clip: Self.everywhere)
    let dark = (0..<40).reduce(0.0) { sum, y in
      sum + stride(from: 0, to: 300, by: 3).reduce(0) { $0 + 1 - Double(canvas.row(y)[$1]) / 255 }
    }
    #expect(abs(dark - 80 * 3) < 1)
    let dashes = Polygons.dashes(line, isClosed: false, lengths: [6, 4])
    #expect(dashes.count == 8 && dashes.allSatisfy { abs(($0.last?.x ?? 0) - ($0.first?.x ?? 0) - 6) < 1e-9 })
  }
}
