/// The formats of pictures, by the endings of their files.
public enum FigureFormat: String, Sendable, CaseIterable {
  case svg, pdf, png, tex

  /// The format that a path ends with.
  ///
  /// - Throws: `PlotError.unknownFormat` for other endings.
  public init(path: String) throws(PlotError) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map {
      $0.lowercased()
    }
    guard let format = ending.flatMap(FigureFormat.init) else { throw .unknownFormat(path: path) }
    self = format
  }
}
