import KANFiles

/// Writes a drawing as PNG, for slides, chats and programs that do not show vector graphics.
///
/// Source of the format: W3C, Portable Network Graphics, third edition.
struct PNGWriter {
  private var canvas: Canvas
  private let pixelsPerPoint: Double
  private let isDark: Bool

  /// The bytes of the file.
  ///
  /// - Parameter resolution: Pixels per inch; the file records the value, so that programs show the picture in its true size.
  static func bytes(_ drawing: Drawing, theme: Plot.Theme, resolution: Double) -> [UInt8] {
    let isDark = theme == .dark
    let scale = resolution / 72
    var writer = PNGWriter(
      canvas: Canvas(
        width: max(1, Int((drawing.width * scale).rounded(.up))),
        height: max(1, Int((drawing.height * scale).rounded(.up))),
        background: Palette.color(.paper, isDark: isDark)), pixelsPerPoint: scale, isDark: isDark)
    let whole = Box(x: 0, y: 0, width: drawing.width, height: drawing.height)
    for mark in drawing.marks { writer.write(mark, clip: whole) }
    return writer.file(resolution: resolution, title: drawing.title)
  }

  // MARK: - Marks

  private mutating func write(_ mark: Mark, clip: Box) {
    switch mark {
    case .path(let points, let isClosed, let stroke, let fill):
      guard points.count > 1 else { return }
      let pixels = points.map(pixel)
      if let fill { paint([pixels], fill, clip) }
      if let stroke { self.stroke(pixels, isClosed: isClosed, stroke, clip) }
    case .circle(let center, let radius, let stroke, let fill):
      let circle = Polygons.circle(pixel(center), radius: radius * pixelsPerPoint)
      if let fill { paint([circle], fill, clip) }
      if let stroke { self.stroke(circle, isClosed: true, stroke, clip) }
    case .text(let text):
      var contours: [[Point]] = []
      text.forEachGlyph { glyph, place in contours += Polygons.contours(glyph) { pixel(place($0)) } }
      paint(contours, text.ink, clip)
    case .group(let group):
      let inner = group.clip.map { clip.intersection($0) } ?? clip
      for mark in group.marks { write(mark, clip: inner) }
    }
  }

  private mutating func stroke(_ points: [Point], isClosed: Bool, _ stroke: Stroke, _ clip: Box) {
    let width = stroke.width * pixelsPerPoint
    let lengths = stroke.dash.lengths.map { $0 * max(stroke.width, 0.8) * pixelsPerPoint }
    guard !lengths.isEmpty else {
      paint(Polygons.stroke(points, isClosed: isClosed, width: width), stroke.ink, clip)
      return
    }
    let dashes = Polygons.dashes(points, isClosed: isClosed, lengths: lengths)
    paint(dashes.flatMap { Polygons.stroke($0, isClosed: false, width: width) }, stroke.ink, clip)
  }

  private mutating func paint(_ polygons: [[Point]], _ ink: Ink, _ clip: Box) {
    let s = pixelsPerPoint
    canvas.fill(
      polygons, color: Palette.color(ink.tone, isDark: isDark), opacity: ink.opacity,
      clip: Box(x: clip.x * s, y: clip.y * s, width: clip.width * s, height: clip.height * s))
  }

  private func pixel(_ point: Point) -> Point { Point(point.x * pixelsPerPoint, point.y * pixelsPerPoint) }

  // MARK: - The file

  private func file(resolution: Double, title: String) -> [UInt8] {
    // Colours of 8 bits, without interlacing.
    let header = Self.bigEndian(canvas.width) + Self.bigEndian(canvas.height) + [8, 2, 0, 0, 0]
    // Rows as differences from the row above, which compresses flat areas best.
    var rows: [UInt8] = []
    var above = [UInt8](repeating: 0, count: canvas.width * 3)
    for y in 0..<canvas.height {
      let row = canvas.row(y)
      rows.append(2)
      rows += zip(row, above).map { $0 &- $1 }
      above = row
    }
    let perMeter = Int((resolution / 0.0254).rounded())
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", header)
      + Self.chunk("pHYs", Self.bigEndian(perMeter) + Self.bigEndian(perMeter) + [1])
      + Self.chunk("iTXt", Array("Title\0\0\0\0\0".utf8) + Array(title.utf8))
      + Self.chunk("IDAT", Deflater.zlib(rows)) + Self.chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(CRC32.checksum(body[...])))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
