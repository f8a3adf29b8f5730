/// The formats of pictures, by file extension.
package enum FigureFormat: String, Sendable, CaseIterable {
  case svg, pdf, png, tex

  /// The format given by a path's extension.
  ///
  /// - Throws: An error if the extension is not that of a format.
  package init(path: String) throws {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map {
      $0.lowercased()
    }
    guard let format = ending.flatMap(FigureFormat.init) else { throw PlotError.unknownFormat(path: path) }
    self = format
  }
}
