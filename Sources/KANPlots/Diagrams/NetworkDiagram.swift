import KANModel
import KANSymbolic

/// The familiar picture of a Kolmogorov-Arnold network: nodes in layers from left to right, every edge's curve in a small frame,
/// lines as strong as the edge's score.
///
/// Pruned edges are absent; closed forms have a colour, a double frame and the name of their function; products have a
/// multiplication sign. If there are too many curves to tell apart, the less important ones are left out, and a note says how many.
public struct NetworkDiagram: Figure {
  let network: Network
  /// The width in points; `nil` for the natural width, in which curves are easy to see.
  public var width: Double?
  /// The size of all names in points; scripts are 0.76 of it.
  public var fontSize = 10.0
  /// The edges that are not pruned, by layer.
  package let edges: [[EdgePicture]]
  /// The scores of the network's inputs.
  let inputScores: [Double]

  /// A picture of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - columns: The inputs of a table in the user's units, `columns[i][s]`: curves are drawn over the resulting
  ///     arguments of the edges. If `nil`, points all over the training box are used.
  ///   - weights: One weight per sample; `nil` means that all are 1.
  public init(_ network: Network, on columns: [[Double]]? = nil, weights: [Double]? = nil) {
    let table = columns ?? network.sampledInputs(count: 1024)
    // A few thousand rows give the same picture as a million.
    let stride = max(1, (table.first?.count ?? 0) / 4096)
    func thinned(_ column: [Double]) -> [Double] {
      stride == 1 ? column : Swift.stride(from: 0, to: column.count, by: stride).map { column[$0] }
    }
    let rows = table.map(thinned)
    let attribution = network.attribution(on: rows, weights: weights.map(thinned))
    let flow = network.activations(rows)
    self.network = network
    inputScores = attribution.inputs
    edges = network.layers.indices.map { l in
      network.edgeAddresses.filter { $0.layer == l }.map { address in
        EdgePicture(
          of: network, at: address, arguments: flow.layerInputs[l][address.input], score: attribution[address]
        )
      }
    }
  }

  /// A complete SVG file.
  ///
  /// - Parameter theme: The colours, light or dark; `.automatic` follows the setting of the reader.
  public func svg(theme: Plot.Theme) -> String { SVGWriter.text(drawing, theme: theme) }

  /// The bytes of a PDF of one page.
  ///
  /// - Parameter theme: The colours, light or dark; `.automatic` means light.
  public func pdf(theme: Plot.Theme) -> [UInt8] { PDFWriter.bytes(drawing, theme: theme) }

  /// The bytes of a PNG.
  ///
  /// - Parameters:
  ///   - theme: The colours, light or dark; `.automatic` means light.
  ///   - resolution: Pixels per inch, greater than 0.
  public func png(theme: Plot.Theme, resolution: Double) -> [UInt8] {
    PNGWriter.bytes(drawing, theme: theme, resolution: resolution)
  }

  /// The diagram with another width and font size, in points (1/72 inch).
  ///
  /// - Parameters:
  ///   - width: The width; `nil` keeps that of the diagram.
  ///   - height: Has no effect: the height follows from the width and the curves.
  ///   - fontSize: The size of all names; `nil` keeps that of the diagram.
  public func sized(width: Double? = nil, height: Double? = nil, fontSize: Double? = nil) -> NetworkDiagram {
    var diagram = self
    diagram.width = width ?? self.width
    diagram.fontSize = fontSize ?? self.fontSize
    return diagram
  }
  /// A `tikzpicture`.
  public func tikz() -> String { "% Needs \\usepackage{tikz}.\n" + TikZWriter.text(drawing) }

  /// The picture, for embedding.
  package var drawing: Drawing { DiagramPainter(DiagramLayout(self)).drawing }

  /// The caption: the meaning of frames and lines, and what is not drawn.
  package var caption: Plot.Text {
    Plot.Text(DiagramLayout(self).notes.map(\.source).joined(separator: "; "))
  }

  /// The inputs without any edge, by name.
  var unusedInputs: [String] {
    let used = Set(edges[0].map(\.address.input))
    return network.inputs.indices.filter { !used.contains($0) }.map { network.inputs[$0].name }
  }
}
