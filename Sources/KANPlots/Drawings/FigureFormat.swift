/// The formats of pictures, by the endings of their files.
package enum FigureFormat: String, Sendable, CaseIterable {
  case svg, pdf, png, tex

  /// The format that a path ends with.
  ///
  /// - Throws: Other endings.
  package init(path: String) throws {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map {
      $0.lowercased()
    }
    guard let format = ending.flatMap(FigureFormat.init) else { throw PlotError.unknownFormat(path: path) }
    self = format
  }
}
