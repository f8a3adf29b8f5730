import KANFormula

/// Writes a drawing as a PDF 1.4 page of vectors.
///
/// Text is set in Helvetica and Symbol, which every reader of PDF has; letters that neither knows lose their accents, and
/// what is left is shown as question marks. Source of the operators: ISO 32000-1, annex A.
struct PDFWriter {
  private var content = ""
  private var opacities = [Opacity(fill: 1, stroke: 1)]
  private let height: Double
  private let isDark: Bool

  private struct Opacity: Hashable {
    let fill: Double
    let stroke: Double
  }

  /// The picture as the bytes of a file.
  static func bytes(_ drawing: Drawing, theme: FigureTheme) -> [UInt8] {
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
    let fonts = ["Helvetica", "Helvetica-Oblique", "Helvetica-Bold", "Symbol"].enumerated().map { n, name in
      let encoding = name == "Symbol" ? "" : " /Encoding /WinAnsiEncoding"
      return "/F\(n) << /Type /Font /Subtype /Type1 /BaseFont /\(name)\(encoding) >>"
    }
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      """
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 \(drawing.width.coordinate) \(drawing.height.coordinate)]
      /Contents 4 0 R /Resources << /Font << \(fonts.joined(separator: " ")) >>
      /ExtGState << \(states.joined(separator: " ")) >> >> >>
      """,
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream",
      "<< /Title (\(Self.escaped(drawing.title.unicodeScalars.flatMap(LatinFont.codes)))) /Producer (SwiftKAN \(packageVersion)) >>",
    ]
    var text = "%PDF-1.4\n"
    var places: [Int] = []
    for (n, object) in objects.enumerated() {
      places.append(text.utf8.count)
      text += "\(n + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places {
      text += String(repeating: "0", count: 10 - String(place).count) + "\(place) 00000 n \n"
    }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 5 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
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

  /// Four Bézier curves; 0.5523 makes each pass a quarter circle by less than 0.03 %.
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

  private mutating func write(_ mark: TextMark) {
    let width = mark.text.width(size: mark.size)
    var along =
      switch mark.anchor {
      case .start: 0.0
      case .middle: -width / 2
      case .end: -width
      }
    setOpacity(fill: mark.ink.opacity, stroke: mark.ink.opacity)
    content += "BT \(color(mark.ink)) rg\n"
    for run in mark.text.runs {
      along += run.kern * mark.size
      for piece in Self.pieces(run, isBold: mark.isBold) {
        let (across, size) = (run.rise * mark.size, run.scale * mark.size)
        let x = mark.place.x + (mark.isUpward ? -across : along)
        let y = height - mark.place.y + (mark.isUpward ? along : across)
        let turn = mark.isUpward ? "0 1 -1 0" : "1 0 0 1"
        content +=
          "/F\(piece.font) \(size.coordinate) Tf \(turn) \(x.coordinate) \(y.coordinate) Tm (\(piece.codes)) Tj\n"
        along += piece.width * size
      }
    }
    content += "ET\n"
  }

  /// The parts of a run that one font can show.
  private static func pieces(_ run: TextRun, isBold: Bool) -> [(font: Int, codes: String, width: Double)] {
    var pieces: [(font: Int, codes: String, width: Double)] = []
    for scalar in run.text.unicodeScalars {
      let symbol = SymbolFont.code(of: scalar)
      let font = symbol != nil ? 3 : isBold ? 2 : run.isItalic || scalar == "ℓ" ? 1 : 0
      let codes = escaped(symbol.map { [$0] } ?? LatinFont.codes(of: scalar))
      let width = Double(FontMetrics.width(of: scalar)) / 1000
      if pieces.last?.font == font {
        pieces[pieces.count - 1].codes += codes
        pieces[pieces.count - 1].width += width
      } else {
        pieces.append((font, codes, width))
      }
    }
    return pieces
  }

  /// Bytes inside the brackets of a PDF string, those beyond ASCII in octal.
  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.reduce(into: "") { result, byte in
      switch byte {
      case 0x28, 0x29, 0x5C: result += "\\" + String(Unicode.Scalar(byte))
      case 0x20...0x7E: result += String(Unicode.Scalar(byte))
      default:
        let octal = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
  }

  private func place(_ point: Point) -> String { "\(point.x.coordinate) \((height - point.y).coordinate)" }

  private func color(_ ink: Ink) -> String {
    let color = Palette.color(ink.tone, isDark: isDark)
    return [color.red, color.green, color.blue].map { "\(Double($0) / 255)".prefix(5) }.joined(separator: " ")
  }
}
