/// What a page of HTML takes to hold pictures and their texts.
package enum PageGraphics {
  /// The classes of all tones, for the style sheet of the page.
  package static var styleSheet: String {
    SVGWriter.styleSheet(
      tones: Set([.ink, .muted, .faint, .paper] + (0..<Palette.seriesCount).map { .series($0) }),
      theme: .automatic)
  }

  /// A picture as an `svg` element that takes its colours from the page.
  ///
  /// - Parameters:
  ///   - drawing: The picture.
  ///   - prefix: Keeps the names of clip paths of several pictures in one page apart.
  package static func element(_ drawing: Drawing, prefix: String) -> String {
    var writer = SVGWriter(isStandalone: false, prefix: prefix)
    return writer.write(drawing)
  }

  /// Text of a picture as markup: scripts as such.
  package static func markup(_ text: Plot.Text) -> String {
    text.runs.map { run in
      let body = run.isItalic ? "<i>\(run.text.xmlEscaped)</i>" : run.text.xmlEscaped
      return run.level == 0 ? body : run.level > 0 ? "<sup>\(body)</sup>" : "<sub>\(body)</sub>"
    }.joined()
  }
}
