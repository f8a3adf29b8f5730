import KANFormula
import KANModel

/// Draws a network diagram.
struct DiagramPainter {
  let layout: DiagramLayout

  init(_ layout: DiagramLayout) { self.layout = layout }

  private static let splineInk = Ink.series(0)
  private static let symbolicInk = Ink.series(1)

  var drawing: Drawing {
    var drawing = Drawing(
      width: layout.width, height: layout.height, title: "Network \(network.shape)", summary: summary)
    for l in layout.frames.indices { drawing.marks += edges(ofLayer: l) }
    for l in layout.frames.indices { drawing.marks += layout.frames[l].map { frame($0) } }
    drawing.marks += nodeMarks + nameMarks
    return drawing
  }

  private var network: Network { layout.diagram.network }

  private var summary: String {
    let all = layout.diagram.edges.joined()
    let symbolic = all.count { $0.isSymbolic }
    let inputs = network.inputs.indices.sorted {
      layout.diagram.inputScores[$0] > layout.diagram.inputScores[$1]
    }
    .prefix(5).filter { layout.diagram.inputScores[$0] > 0 }
    .map { "\(network.inputs[$0].name) \((100 * layout.diagram.inputScores[$0]).decimalText(digits: 2)) %" }
    return "Layers of \(network.shape) nodes, \(all.count) edges, \(symbolic) of them closed forms. "
      + "Share of the inputs: \(inputs.joined(separator: ", ")). "
      + layout.notes.map { $0.plain + "." }.joined(separator: " ")
  }

  // MARK: - Edges

  /// Lines from weak to strong, so that the strong ones stay visible.
  private func edges(ofLayer l: Int) -> [Mark] {
    let plain = layout.plainEdges[l].sorted { $0.score < $1.score }.compactMap { edge -> Mark? in
      guard let (start, end) = ends(edge) else { return nil }
      return .line([start, end], stroke(edge, isPlain: true))
    }
    let framed = layout.frames[l].sorted { $0.edge.score < $1.edge.score }.flatMap { frame -> [Mark] in
      guard let (start, end) = ends(frame.edge) else { return [] }
      let middle = frame.box.middle.y
      let stroke = stroke(frame.edge, isPlain: false)
      return [
        .line([start, Point(frame.box.x, middle)], stroke),
        .line([Point(frame.box.maxX, middle), end], stroke),
      ]
    }
    return plain + framed
  }

  private func ends(_ edge: EdgePicture) -> (Point, Point)? {
    let l = edge.address.layer
    guard let start = layout.nodes[l][edge.address.input]?.place, let end = layout.sums[l][edge.address.sum]
    else {
      return nil
    }
    return (start, end)
  }

  private func strength(_ edge: EdgePicture) -> Double {
    let strongest = layout.strongest[edge.address.layer]
    return strongest > 0 ? edge.score / strongest : 0
  }

  private func stroke(_ edge: EdgePicture, isPlain: Bool) -> Stroke {
    let s = strength(edge)
    var ink = edge.isSymbolic ? Self.symbolicInk : Ink.ink
    guard isPlain else {
      ink.opacity = 0.3 + 0.7 * s
      return Stroke(ink: ink, width: 0.6 + 2 * s)
    }
    // Thousands of weak lines must not add up to more than the strong ones.
    let isCrowded = layout.plainEdges[edge.address.layer].count > 100
    ink.opacity = isCrowded ? 0.02 + 0.8 * s * s : 0.08 + 0.7 * s
    return Stroke(ink: ink, width: 0.3 + 2 * s)
  }

  private func frame(_ frame: DiagramLayout.Frame) -> Mark {
    let (edge, box) = (frame.edge, frame.box)
    let ink = edge.isSymbolic ? Self.symbolicInk : Self.splineInk
    var border = ink
    border.opacity = 0.35 + 0.65 * strength(edge)
    var marks: [Mark] = [.rectangle(box, stroke: Stroke(ink: border, width: 0.9), fill: .paper)]
    let inner = Box(x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4)
    // The second frame marks closed forms independently of colour.
    if edge.isSymbolic { marks.append(.rectangle(inner, stroke: Stroke(ink: border, width: 0.5))) }
    let pad = box.width * 0.12
    let count = Double(edge.curve.count - 1)
    let curve = edge.curve.enumerated().map { n, y in
      Point(
        box.x + pad + (box.width - 2 * pad) * Double(n) / count, box.maxY - pad - (box.height - 2 * pad) * y)
    }
    marks.append(.line(curve, Stroke(ink: ink, width: box.width > 30 ? 1.6 : 1.2)))
    if let name = edge.name {
      marks.append(
        .text(
          TextMark(
            text: name, place: Point(box.middle.x, box.maxY + layout.nameSize), size: layout.nameSize,
            anchor: .middle, ink: ink)))
    }
    return .group(MarkGroup(marks: marks, note: edge.note, name: "edge \(edge.address)"))
  }

  // MARK: - Nodes

  private var nodeMarks: [Mark] {
    var marks: [Mark] = []
    for (l, layer) in network.layers.enumerated() {
      for (s, place) in layout.sums[l].sorted(by: { $0.key < $1.key }) where s >= layer.sumCount {
        let products = layout.nodes[l + 1].sorted { $0.key < $1.key }.map(\.value).filter(\.isProduct)
        if let node = products.min(by: {
          abs($0.place.y - place.y) < abs($1.place.y - place.y)
        }) {
          marks.append(.line([place, node.place], Stroke(ink: .ink, width: 1)))
        }
        marks.append(.circle(place, radius: 2.5, stroke: nil, fill: .ink))
      }
    }
    for level in layout.nodes {
      let radius = level.count > 24 ? 2.5 : 4.0
      for (_, node) in level.sorted(by: { $0.key < $1.key }) {
        guard node.isProduct else {
          marks.append(.circle(node.place, radius: radius, stroke: nil, fill: .ink))
          continue
        }
        marks.append(.circle(node.place, radius: 7.5, stroke: Stroke(ink: .ink, width: 1.1), fill: .paper))
        let (p, r) = (node.place, 3.6)
        for sign in [1.0, -1] {
          marks.append(
            .line(
              [Point(p.x - r, p.y - sign * r), Point(p.x + r, p.y + sign * r)], Stroke(ink: .ink, width: 1.4))
          )
        }
      }
    }
    return marks
  }

  private var nameMarks: [Mark] {
    let size = layout.nameSize
    let inputs = layout.nodes[0].sorted { $0.key < $1.key }.map { i, node in
      Mark.text(
        TextMark(
          text: Plot.Text(name: network.inputs[i].name),
          place: Point(node.place.x - 8, node.place.y + 0.32 * size),
          size: size, anchor: .end))
    }
    let outputs = (layout.nodes.last ?? [:]).sorted { $0.key < $1.key }.map { j, node in
      Mark.text(
        TextMark(
          text: Plot.Text(name: network.outputs[j].name),
          place: Point(node.place.x + (node.isProduct ? 12 : 8), node.place.y + 0.32 * size), size: size))
    }
    return inputs + outputs
  }
}
