import KANFiles

/// A picture that can be written as SVG, PDF, PNG and LaTeX.
public protocol Figure: Sendable {
  /// A complete SVG file.
  func svg(theme: Plot.Theme) -> String
  /// The bytes of a PDF of one page.
  func pdf(theme: Plot.Theme) -> [UInt8]
  /// The bytes of a PNG.
  ///
  /// - Parameters:
  ///   - theme: The paper.
  ///   - resolution: Pixels an inch; more than 0.
  func png(theme: Plot.Theme, resolution: Double) -> [UInt8]
  /// The picture in another size, in points of print (1/72 inch).
  ///
  /// - Parameters:
  ///   - width: The width; that of the picture where left out.
  ///   - height: The height; in proportion to the width where left out. A diagram is as high as its curves need.
  ///   - fontSize: The size of all type but scripts, which are 0.76 of it.
  func sized(width: Double?, height: Double?, fontSize: Double?) -> Self
  /// A `tikzpicture`; the first lines say which packages it needs.
  func tikz() -> String
}

extension Figure {
  /// A complete SVG file, light or dark by the reader's setting.
  public func svg() -> String { svg(theme: .automatic) }

  /// Writes the picture in the format that the path ends with: `.svg`, `.pdf`, `.png` or `.tex`.
  ///
  /// - Parameters:
  ///   - path: The file to write.
  ///   - theme: The paper.
  ///   - resolution: Pixels an inch of a PNG; the other formats have none.
  /// - Throws: Other endings, and a path that cannot be written.
  public func write(to path: String, theme: Plot.Theme = .automatic, resolution: Double = 300)
    throws
  {
    let bytes: [UInt8] =
      switch try FigureFormat(path: path) {
      case .svg: Array(svg(theme: theme).utf8)
      case .pdf: pdf(theme: theme)
      case .png: png(theme: theme, resolution: resolution)
      case .tex: Array(tikz().utf8)
      }
    do {
      try FileBytes.write(bytes, to: path)
    } catch {
      throw PlotError.unwritableFile(path: path, reason: error.reason)
    }
  }
}
