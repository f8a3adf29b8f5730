/// Writes a drawing as a `tikzpicture`; LaTeX needs no package but `tikz`, not even for Greek letters and signs.
struct TikZWriter {
  private var lines: [String] = []
  private var inks: Set<Ink> = []

  /// The drawing as LaTeX.
  static func text(_ drawing: Drawing) -> String {
    var writer = TikZWriter()
    for mark in drawing.marks { writer.write(mark, indent: "  ") }
    let colors = Set(writer.inks.map(\.tone)).map(Self.definition).sorted()
    return
      (["% \(drawing.title.filter { !$0.isNewline })"] + colors
      + ["\\begin{tikzpicture}[x=1bp,y=-1bp,line join=round]"]
      + [
        "  \\path[use as bounding box] (0,0) rectangle (\(drawing.width.coordinate),\(drawing.height.coordinate));"
      ]
      + writer.lines + ["\\end{tikzpicture}"]).joined(separator: "\n") + "\n"
  }

  /// The line that defines the colour of a tone.
  static func definition(_ tone: Ink.Tone) -> String {
    "\\definecolor{\(name(tone))}{HTML}{\(Palette.color(tone, isDark: false).hex.dropFirst().uppercased())}"
  }

  /// The LaTeX name of a tone.
  static func name(_ tone: Ink.Tone) -> String {
    switch tone {
    case .ink: "kanInk"
    case .muted: "kanMuted"
    case .faint: "kanFaint"
    case .paper: "kanPaper"
    case .series(let n): "kanSeries\(Character(Unicode.Scalar(UInt8(65 + n % Palette.seriesCount))))"
    case .ramp: "kanRamp" + Palette.color(tone, isDark: false).hex.dropFirst().uppercased()
    }
  }

  private mutating func write(_ mark: Mark, indent: String) {
    switch mark {
    case .path(let points, let isClosed, let stroke, let fill):
      guard points.count > 1 else { return }
      let way = points.map(Self.place).joined(separator: " -- ") + (isClosed ? " -- cycle" : "")
      lines.append("\(indent)\\path[\(options(stroke, fill))] \(way);")
    case .circle(let center, let radius, let stroke, let fill):
      lines.append(
        "\(indent)\\path[\(options(stroke, fill))] \(Self.place(center)) circle[radius=\(radius.coordinate)bp];"
      )
    case .text(let text): write(text, indent: indent)
    case .group(let group):
      guard let clip = group.clip else {
        for mark in group.marks { write(mark, indent: indent) }
        return
      }
      lines.append("\(indent)\\begin{scope}")
      lines.append(
        "\(indent)  \\clip \(Self.place(Point(clip.x, clip.y))) rectangle \(Self.place(Point(clip.maxX, clip.maxY)));"
      )
      for mark in group.marks { write(mark, indent: indent + "  ") }
      lines.append("\(indent)\\end{scope}")
    }
  }

  private mutating func write(_ mark: TextMark, indent: String) {
    inks.insert(mark.ink)
    let anchor =
      switch mark.anchor {
      case .start: "base west"
      case .middle: "base"
      case .end: "base east"
      }
    let turn = mark.isUpward ? ",rotate=90" : ""
    let size = mark.size.coordinate
    lines.append(
      "\(indent)\\node[anchor=\(anchor),inner sep=0pt,text=\(Self.name(mark.ink.tone))\(turn),font=\\fontsize{\(size)bp}{\((mark.size * 1.2).coordinate)bp}\\selectfont] at \(Self.place(mark.place)) {\(mark.text.latex)};"
    )
  }

  private static func place(_ point: Point) -> String { "(\(point.x.coordinate),\(point.y.coordinate))" }

  private mutating func options(_ stroke: Stroke?, _ fill: Ink?) -> String {
    var options: [String] = []
    if let stroke {
      inks.insert(stroke.ink)
      options.append("draw=\(Self.name(stroke.ink.tone))")
      options.append("line width=\(stroke.width.coordinate)bp")
      if stroke.ink.opacity < 1 { options.append("draw opacity=\(stroke.ink.opacity.coordinate)") }
      if stroke.dash != .solid {
        let lengths = stroke.dash.lengths.map { "\(($0 * max(stroke.width, 0.8)).coordinate)bp" }
        let pairs = stride(from: 0, to: lengths.count, by: 2).map {
          "on \(lengths[$0]) off \(lengths[$0 + 1])"
        }
        options.append("dash pattern=\(pairs.joined(separator: " "))")
      }
    }
    if let fill {
      inks.insert(fill)
      options.append("fill=\(Self.name(fill.tone))")
      if fill.opacity < 1 { options.append("fill opacity=\(fill.opacity.coordinate)") }
    }
    return options.joined(separator: ",")
  }
}
