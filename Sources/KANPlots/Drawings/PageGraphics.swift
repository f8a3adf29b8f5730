/// Pictures and their texts for embedding in an HTML page.
package enum PageGraphics {
  /// The CSS classes of all tones, for the style sheet of the page.
  package static var styleSheet: String {
    SVGWriter.styleSheet(
      tones: Set([.ink, .muted, .faint, .paper] + (0..<Palette.seriesCount).map { .series($0) }),
      theme: .automatic)
  }

  /// A picture as an `svg` element that takes its colours from the page.
  ///
  /// - Parameters:
  ///   - drawing: The picture.
  ///   - prefix: A prefix that keeps the names of clip paths unique among the pictures of a page.
  package static func element(_ drawing: Drawing, prefix: String) -> String {
    var writer = SVGWriter(isStandalone: false, prefix: prefix)
    return writer.write(drawing)
  }

  /// The text of a picture as markup, with superscripts and subscripts.
  package static func markup(_ text: Plot.Text) -> String {
    text.runs.map { run in
      let body = run.isItalic ? "<i>\(run.text.xmlEscaped)</i>" : run.text.xmlEscaped
      return run.level == 0 ? body : run.level > 0 ? "<sup>\(body)</sup>" : "<sub>\(body)</sub>"
    }.joined()
  }
}
