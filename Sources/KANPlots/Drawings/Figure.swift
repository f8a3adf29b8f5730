import KANFiles

/// A picture that can be written as SVG, PDF, PNG and LaTeX.
public protocol Figure: Sendable {
  /// A complete SVG file.
  ///
  /// - Parameter theme: The colours, light or dark; `.automatic` follows the setting of the reader.
  func svg(theme: Plot.Theme) -> String

  /// The bytes of a PDF of one page.
  ///
  /// - Parameter theme: The colours, light or dark; `.automatic` means light.
  func pdf(theme: Plot.Theme) -> [UInt8]

  /// The bytes of a PNG.
  ///
  /// - Parameters:
  ///   - theme: The colours, light or dark; `.automatic` means light.
  ///   - resolution: Pixels per inch, greater than 0.
  func png(theme: Plot.Theme, resolution: Double) -> [UInt8]

  /// The picture in another size, in points (1/72 inch).
  ///
  /// - Parameters:
  ///   - width: The width; `nil` keeps that of the picture.
  ///   - height: The height; `nil` keeps its proportion to the width. The height of a diagram is
  ///     determined by its curves.
  ///   - fontSize: The size of all type except superscripts and subscripts, which are 0.76 times as large; `nil` keeps
  ///     that of the picture.
  func sized(width: Double?, height: Double?, fontSize: Double?) -> Self
  /// A `tikzpicture`; its first lines name the packages that it needs.
  func tikz() -> String
}

extension Figure {
  /// A complete SVG file, light or dark according to the reader's setting.
  public func svg() -> String { svg(theme: .automatic) }

  /// Writes the picture in the format given by the path's extension: `.svg`, `.pdf`, `.png` or `.tex`.
  ///
  /// - Parameters:
  ///   - path: The file to write; one that exists is replaced.
  ///   - theme: The colours, light or dark; ignored by LaTeX.
  ///   - resolution: Pixels per inch of a PNG, greater than 0; ignored by the other formats.
  /// - Throws: An error if the extension is none of these or the file cannot be written.
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
