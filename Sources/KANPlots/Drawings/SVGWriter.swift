/// Writes a drawing as SVG 1.1 that browsers, Inkscape and rsvg-convert show alike; light or dark according to the reader's setting
/// unless one is requested.
struct SVGWriter {
  /// Whether the text is a file of its own, or part of a page that contains the style sheet.
  var isStandalone = true
  var theme = Plot.Theme.automatic
  /// A prefix that keeps the names of clip paths unique among the pictures of a page.
  var prefix = ""

  private var lines: [String] = []
  private var clipCount = 0
  private var tones: Set<Ink.Tone> = []

  init(isStandalone: Bool = true, theme: Plot.Theme = .automatic, prefix: String = "") {
    self.isStandalone = isStandalone
    self.theme = theme
    self.prefix = prefix
  }

  /// The drawing as SVG text.
  static func text(_ drawing: Drawing, theme: Plot.Theme = .automatic) -> String {
    var writer = SVGWriter(theme: theme)
    return writer.write(drawing)
  }

  mutating func write(_ drawing: Drawing) -> String {
    tones = [.paper]
    lines = []
    if isStandalone {
      lines.append(
        #"<rect class="f-paper" width="\#(drawing.width.coordinate)" height="\#(drawing.height.coordinate)"/>"#
      )
    }
    for mark in drawing.marks { write(mark) }
    let size = "\(drawing.width.coordinate) \(drawing.height.coordinate)"
    var head = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(size)" width="\#(drawing.width.coordinate)" height="\#(drawing.height.coordinate)" role="img" aria-label="\#((drawing.title + ". " + drawing.summary).xmlEscaped)" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">"#
    ]
    if isStandalone {
      head.append("<title>\(drawing.title.xmlEscaped)</title>")
      head.append("<desc>\(drawing.summary.xmlEscaped)</desc>")
      head.append("<style>\(Self.styleSheet(tones: tones, theme: theme))</style>")
    }
    return (head + lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// The CSS classes of the tones, for standalone pictures and for pages that embed pictures.
  static func styleSheet(tones: Set<Ink.Tone>, theme: Plot.Theme) -> String {
    func rules(isDark: Bool) -> String {
      tones.compactMap { tone in
        name(tone).map { name in
          let color = Palette.color(tone, isDark: isDark).hex
          return ".s-\(name){stroke:\(color)}.f-\(name){fill:\(color)}"
        }
      }.sorted().joined()
    }
    switch theme {
    case .light: return rules(isDark: false)
    case .dark: return rules(isDark: true)
    case .automatic:
      return rules(isDark: false) + "@media(prefers-color-scheme:dark){\(rules(isDark: true))}"
    }
  }

  private static func name(_ tone: Ink.Tone) -> String? {
    switch tone {
    case .ink: "ink"
    case .muted: "muted"
    case .faint: "faint"
    case .paper: "paper"
    case .series(let n): "c\(n % Palette.seriesCount)"
    case .ramp: nil
    }
  }

  private mutating func write(_ mark: Mark) {
    switch mark {
    case .path(let points, let isClosed, let stroke, let fill):
      guard let first = points.first else { return }
      let way = points.dropFirst().map { "\($0.x.coordinate) \($0.y.coordinate)" }.joined(separator: " ")
      let path =
        "M\(first.x.coordinate) \(first.y.coordinate)" + (way.isEmpty ? "" : "L\(way)")
        + (isClosed ? "Z" : "")
      lines.append("<path d=\"\(path)\"\(attributes(stroke, fill))/>")
    case .circle(let center, let radius, let stroke, let fill):
      lines.append(
        #"<circle cx="\#(center.x.coordinate)" cy="\#(center.y.coordinate)" r="\#(radius.coordinate)"\#(attributes(stroke, fill))/>"#
      )
    case .text(let text): write(text)
    case .group(let group): write(group)
    }
  }

  private mutating func write(_ group: MarkGroup) {
    var attributes = ""
    if let name = group.name { attributes += " data-name=\"\(name.xmlEscaped)\"" }
    if let note = group.note { attributes += " data-note=\"\(note.xmlEscaped)\"" }
    if let clip = group.clip {
      let name = "\(prefix)clip\(clipCount)"
      clipCount += 1
      lines.append(
        #"<clipPath id="\#(name)"><rect x="\#(clip.x.coordinate)" y="\#(clip.y.coordinate)" width="\#(clip.width.coordinate)" height="\#(clip.height.coordinate)"/></clipPath>"#
      )
      attributes += " clip-path=\"url(#\(name))\""
    }
    lines.append("<g\(attributes)>")
    if let note = group.note { lines.append("<title>\(note.xmlEscaped)</title>") }
    for mark in group.marks { write(mark) }
    lines.append("</g>")
  }

  private mutating func write(_ mark: TextMark) {
    let anchor =
      switch mark.anchor {
      case .start: ""
      case .middle: " text-anchor=\"middle\""
      case .end: " text-anchor=\"end\""
      }
    let place = "x=\"\(mark.place.x.coordinate)\" y=\"\(mark.place.y.coordinate)\""
    let turn =
      mark.isUpward ? " transform=\"rotate(-90 \(mark.place.x.coordinate) \(mark.place.y.coordinate))\"" : ""
    var height = 0.0
    let spans = mark.text.runs.filter { !$0.text.isEmpty || $0.kern != 0 }.map { run -> String in
      var form = ""
      let dy = (height - run.rise) * mark.size
      height = run.rise
      if abs(dy) > 1e-9 { form += " dy=\"\(dy.coordinate)\"" }
      if run.kern != 0 { form += " dx=\"\((run.kern * mark.size).coordinate)\"" }
      if run.scale != 1 { form += " font-size=\"\((run.scale * mark.size).coordinate)\"" }
      if run.isItalic { form += " font-style=\"italic\"" }
      // An empty span would lose its shift.
      let text = run.text.isEmpty ? "\u{200B}" : run.text.xmlEscaped
      return form.isEmpty ? text : "<tspan\(form)>\(text)</tspan>"
    }
    lines.append(
      "<text xml:space=\"preserve\" \(place) font-size=\"\(mark.size.coordinate)\"\(anchor)\(turn)\(attributes(nil, mark.ink))>\(spans.joined())</text>"
    )
  }

  private mutating func attributes(_ stroke: Stroke?, _ fill: Ink?) -> String {
    var classes: [String] = []
    var text = ""
    func set(_ ink: Ink, _ kind: Character, _ attribute: String) {
      if let name = Self.name(ink.tone) {
        classes.append("\(kind)-\(name)")
      } else {
        text += " \(attribute)=\"\(Palette.color(ink.tone, isDark: theme == .dark).hex)\""
      }
      tones.insert(ink.tone)
      if ink.opacity < 1 { text += " \(attribute)-opacity=\"\(ink.opacity.coordinate)\"" }
    }
    if let fill { set(fill, "f", "fill") } else { text += " fill=\"none\"" }
    if let stroke {
      set(stroke.ink, "s", "stroke")
      text += " stroke-width=\"\(stroke.width.coordinate)\" stroke-linejoin=\"round\""
      if stroke.dash != .solid {
        let pattern = stroke.dash.lengths.map { ($0 * max(stroke.width, 0.8)).coordinate }
        text += " stroke-dasharray=\"\(pattern.joined(separator: " "))\""
      }
    }
    return (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"") + text
  }
}
