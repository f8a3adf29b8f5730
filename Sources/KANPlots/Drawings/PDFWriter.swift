import KANFiles
import KANFormula

/// Writes a drawing as a page of vector graphics in PDF 1.4.
///
/// Letters are outlines, so that the file looks the same everywhere and is accepted by journals, which reject fonts that are not
/// embedded. Source of the operators: ISO 32000-1, annex A.
struct PDFWriter {
  private var content = ""
  private var opacities = [Opacity(fill: 1, stroke: 1)]
  private let height: Double
  private let isDark: Bool

  private struct Opacity: Hashable {
    let fill: Double
    let stroke: Double
  }

  /// The bytes of the file.
  static func bytes(_ drawing: Drawing, theme: Plot.Theme) -> [UInt8] {
    var writer = PDFWriter(height: drawing.height, isDark: theme == .dark)
    writer.write(
      .rectangle(Box(x: 0, y: 0, width: drawing.width, height: drawing.height), fill: .paper))
    for mark in drawing.marks { writer.write(mark) }
    return writer.file(drawing)
  }

  private init(height: Double, isDark: Bool) {
    self.height = height
    self.isDark = isDark
  }

  private func file(_ drawing: Drawing) -> [UInt8] {
    let states = opacities.enumerated().map {
      "/G\($0) << /ca \($1.fill.coordinate) /CA \($1.stroke.coordinate) >>"
    }
    let packed = Deflater.zlib(Array(content.utf8))
    let objects: [[UInt8]] = [
      Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
      Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
      Array(
        """
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(drawing.width.coordinate) \(drawing.height.coordinate)]
        /Contents 4 0 R /Resources << /ExtGState << \(states.joined(separator: " ")) >> >> >>
        """.utf8),
      Array("<< /Length \(packed.count) /Filter /FlateDecode >>\nstream\n".utf8) + packed
        + Array("\nendstream".utf8),
      Array(
        "<< /Title <\(Self.hexadecimal(drawing.title))> /Producer (SwiftKAN \(packageVersion)) >>".utf8),
    ]
    // The second line tells programs that the file is not text.
    var file = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    var places: [Int] = []
    for (n, object) in objects.enumerated() {
      places.append(file.count)
      file += Array("\(n + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = file.count
    var text = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places {
      text += String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n"
    }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 5 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return file + Array(text.utf8)
  }

  private mutating func write(_ mark: Mark) {
    switch mark {
    case .path(let points, let isClosed, let stroke, let fill):
      guard let first = points.first, points.count > 1 else { return }
      begin(stroke, fill)
      content += "\(place(first)) m\n"
      for point in points.dropFirst() { content += "\(place(point)) l\n" }
      if isClosed { content += "h\n" }
      paint(stroke, fill)
    case .circle(let center, let radius, let stroke, let fill):
      begin(stroke, fill)
      circle(center, radius)
      paint(stroke, fill)
    case .text(let text): write(text)
    case .group(let group):
      if let clip = group.clip {
        content +=
          "q \(clip.x.coordinate) \((height - clip.maxY).coordinate) \(clip.width.coordinate) \(clip.height.coordinate) re W n\n"
      }
      for mark in group.marks { write(mark) }
      if group.clip != nil { content += "Q\n" }
    }
  }

  /// Four Bézier curves; with 0.5523 each deviates from a quarter circle by less than 0.03 %.
  private mutating func circle(_ c: Point, _ r: Double) {
    let k = 0.5523 * r
    func at(_ x: Double, _ y: Double) -> String { place(Point(c.x + x, c.y + y)) }
    content +=
      "\(at(r, 0)) m\n\(at(r, k)) \(at(k, r)) \(at(0, r)) c\n\(at(-k, r)) \(at(-r, k)) \(at(-r, 0)) c\n"
    content += "\(at(-r, -k)) \(at(-k, -r)) \(at(0, -r)) c\n\(at(k, -r)) \(at(r, -k)) \(at(r, 0)) c h\n"
  }

  private mutating func begin(_ stroke: Stroke?, _ fill: Ink?) {
    setOpacity(fill: fill?.opacity ?? 1, stroke: stroke?.ink.opacity ?? 1)
    if let fill { content += "\(color(fill)) rg\n" }
    guard let stroke else { return }
    let dash = stroke.dash.lengths.map { ($0 * max(stroke.width, 0.8)).coordinate }.joined(separator: " ")
    content += "\(color(stroke.ink)) RG \(stroke.width.coordinate) w 1 j [\(dash)] 0 d\n"
  }

  private mutating func paint(_ stroke: Stroke?, _ fill: Ink?) {
    content += stroke == nil ? (fill == nil ? "n\n" : "f\n") : (fill == nil ? "S\n" : "B\n")
  }

  private mutating func setOpacity(fill: Double, stroke: Double) {
    let opacity = Opacity(fill: fill, stroke: stroke)
    let n = opacities.firstIndex(of: opacity) ?? opacities.count
    if n == opacities.count { opacities.append(opacity) }
    content += "/G\(n) gs\n"
  }

  /// Letters are filled outlines, so that the file needs no font.
  private mutating func write(_ mark: TextMark) {
    setOpacity(fill: mark.ink.opacity, stroke: mark.ink.opacity)
    content += "\(color(mark.ink)) rg\n"
    var outlines = ""
    mark.forEachGlyph { glyph, toPicture in
      guard !glyph.outline.isEmpty else { return }
      var pen = Point(0, 0)
      for piece in glyph.outline {
        switch piece {
        case .move(let point):
          outlines += "\(place(toPicture(point))) m\n"
          pen = point
        case .line(let point):
          outlines += "\(place(toPicture(point))) l\n"
          pen = point
        case .curve(let control, let end):
          // The cubic curve identical with this parabola.
          let first = pen.toward(control, 2.0 / 3)
          let second = end.toward(control, 2.0 / 3)
          outlines += "\([first, second, end].map { place(toPicture($0)) }.joined(separator: " ")) c\n"
          pen = end
        case .close: outlines += "h\n"
        }
      }
    }
    if !outlines.isEmpty { content += outlines + "f\n" }
  }

  /// Text as UTF-16 with a byte order mark, in hexadecimal digits.
  private static func hexadecimal(_ text: String) -> String {
    ([0xFEFF] + text.utf16).map { unit in
      let digits = String(unit, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  private func place(_ point: Point) -> String { "\(point.x.coordinate) \((height - point.y).coordinate)" }

  private func color(_ ink: Ink) -> String {
    let color = Palette.color(ink.tone, isDark: isDark)
    return [color.red, color.green, color.blue].map { "\(Double($0) / 255)".prefix(5) }.joined(separator: " ")
  }
}
