import KANFiles

/// A picture that can be written as SVG, PDF and LaTeX.
public protocol Figure: Sendable {
  /// A complete SVG file.
  func svg(theme: FigureTheme) -> String
  /// The bytes of a PDF of one page.
  func pdf(theme: FigureTheme) -> [UInt8]
  /// A `tikzpicture`; the first lines say which packages it needs.
  func tikz() -> String
}

extension Figure {
  /// A complete SVG file, light or dark by the reader's setting.
  public func svg() -> String { svg(theme: .automatic) }

  /// Writes the picture in the format that the path ends with: `.svg`, `.pdf` or `.tex`.
  ///
  /// - Throws: `PlotError.unknownFormat` for other endings, `.unwritableFile` where the path cannot be written.
  public func write(to path: String, theme: FigureTheme = .automatic) throws(PlotError) {
    let bytes: [UInt8] =
      switch try FigureFormat(path: path) {
      case .svg: Array(svg(theme: theme).utf8)
      case .pdf: pdf(theme: theme)
      case .tex: Array(tikz().utf8)
      }
    do {
      try FileBytes.write(bytes, to: path)
    } catch {
      throw .unwritableFile(path: path, reason: error.reason)
    }
  }
}
