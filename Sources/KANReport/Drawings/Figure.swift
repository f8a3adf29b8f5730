#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The paper that a picture is made for.
public enum FigureTheme: String, Sendable, CaseIterable {
  /// Light or dark by the reader's own setting where the format can tell, else light.
  case automatic
  /// Dark lines on white.
  case light
  /// Light lines on black.
  case dark
}

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
  /// - Throws: `ReportError.unknownFormat` for other endings, `.unwritableFile` where the path cannot be written.
  public func write(to path: String, theme: FigureTheme = .automatic) throws(ReportError) {
    let bytes: [UInt8] =
      switch try FigureFormat(path: path) {
      case .svg: Array(svg(theme: theme).utf8)
      case .pdf: pdf(theme: theme)
      case .tex: Array(tikz().utf8)
      }
    try WrittenFile.write(bytes, to: path)
  }
}

/// The formats of pictures, by the endings of their files.
public enum FigureFormat: String, Sendable, CaseIterable {
  case svg, pdf, tex

  /// The format that a path ends with.
  ///
  /// - Throws: `ReportError.unknownFormat` for other endings.
  public init(path: String) throws(ReportError) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map {
      $0.lowercased()
    }
    guard let format = ending.flatMap(FigureFormat.init) else { throw .unknownFormat(path: path) }
    self = format
  }
}
