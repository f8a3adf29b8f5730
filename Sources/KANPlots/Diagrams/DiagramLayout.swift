import KANModel

/// The positions of the nodes and frames of a network diagram.
struct DiagramLayout {
  /// A node of one level.
  struct Node: Hashable {
    let place: Point
    let isProduct: Bool
  }

  /// A curve in its frame.
  struct Frame: Hashable {
    let edge: EdgePicture
    let box: Box
  }

  let diagram: NetworkDiagram
  let width: Double
  let height: Double
  /// The nodes that enter each layer, by index; `nodes[0]` are the inputs, the last entry the outputs. Unconnected nodes are left out.
  let nodes: [[Int: Node]]
  /// The sums of each layer, by index; a sum that is itself a node stands at that node.
  let sums: [[Int: Point]]
  /// The curves that are shown, by layer.
  let frames: [[Frame]]
  /// The edges that are lines only, by layer.
  let plainEdges: [[EdgePicture]]
  /// Notes for the caption, on what the picture alone does not show.
  let notes: [Plot.Text]
  /// The largest score of each layer.
  let strongest: [Double]

  /// The size of the names in points.
  let nameSize: Double
  /// The factor on all natural lengths except those of text.
  private let scale: Double
  /// The number of pairs of lines that cross.
  let crossings: Int

  private static let margin = 8.0
  /// The sides of the largest frame and of the smallest legible one.
  private static let frameSides = (largest: 46.0, smallest: 22.0)
  /// The height of a page in points.
  private static let tallest = 640.0

  /// The smallest scale at which curves can still be seen.
  private static let smallestScale = 0.3

  /// The layout in the requested width; the natural width if none is requested, and the narrowest legible one if curves would be
  /// too small to see.
  init(_ diagram: NetworkDiagram) {
    let natural = DiagramLayout(diagram, scale: 1)
    guard let width = diagram.width else {
      self = natural
      return
    }
    // The total width is linear in the scale, since names keep theirs.
    let small = DiagramLayout(diagram, scale: 0.5)
    let slope = (natural.width - small.width) / 0.5
    let scale = 1 + (width - natural.width) / slope
    self = DiagramLayout(diagram, scale: max(scale, Self.smallestScale))
  }

  private init(_ diagram: NetworkDiagram, scale: Double) {
    self.diagram = diagram
    self.scale = scale
    let nameSize = diagram.fontSize
    self.nameSize = nameSize
    let network = diagram.network
    let order = DiagramOrder(network, levels: Self.aliveNodes(diagram), edges: diagram.edges)
    let alive = order.levels
    crossings = order.crossings
    // The name of a closed form stands under its frame.
    let labelHeight = 1.15 * nameSize
    let largestScores = diagram.edges.map { $0.map(\.score).max() ?? 0 }

    // Heights: as many frames as fit on a page, with nodes as far apart as their names require.
    let nodePitch = alive.map { level in
      max(1.2 * nameSize, scale * (level.count > 24 ? 13.0 : level.count > 8 ? 22 : 40))
    }
    let nodeHeight = zip(alive, nodePitch).map { Double($0.count) * $1 }.max() ?? 0
    let room = max(scale * Self.tallest, nodeHeight)
    let chosen = diagram.edges.map { Self.framed($0, in: room, scale: scale, labelHeight: labelHeight) }
    let (sides, shown) = (chosen.map(\.side), chosen.map(\.edges))
    let frameHeights = zip(zip(sides, shown), diagram.edges).map { pair, edges in
      Double(pair.1.count) * (pair.0 * 1.25 + (edges.contains(where: \.isSymbolic) ? labelHeight : 0))
    }
    let body = max(nodeHeight, frameHeights.max() ?? 0, 60 * scale)
    let middle = Self.margin + body / 2

    // Positions from left to right.
    let inputWidth =
      alive[0].map { Plot.Text(name: network.inputs[$0].name).width(size: nameSize) * Letters.slack }
      .max() ?? 0
    var x = Self.margin + inputWidth + 10
    func column(_ count: Int, _ pitch: Double, _ n: Int) -> Double {
      middle + (Double(n) - Double(count - 1) / 2) * pitch
    }
    func spread(_ count: Int, _ pitch: Double) -> Double {
      // A few nodes spread over the available height.
      count > 1 ? max(pitch, min(body * 0.8 / Double(count), 90 * scale)) : pitch
    }
    var levels: [[Int: Node]] = [[:]]
    for (n, i) in alive[0].enumerated() {
      levels[0][i] = Node(
        place: Point(x, column(alive[0].count, spread(alive[0].count, nodePitch[0]), n)), isProduct: false)
    }
    var allSums: [[Int: Point]] = []
    var allFrames: [[Frame]] = []
    var plain: [[EdgePicture]] = []
    var hidden = 0
    for (l, layer) in network.layers.enumerated() {
      let side = sides[l]
      let fan = scale * (40 + min(60, 4 * Double(max(alive[l].count, alive[l + 1].count))))
      let frameX = x + fan
      let hasProducts = !layer.productArities.isEmpty
      let sumX = frameX + side + fan
      let nodeX = sumX + (hasProducts ? 38 * scale : 0)
      let level = alive[l + 1]
      let pitch = spread(level.count, hasProducts ? max(nodePitch[l + 1], 44 * scale) : nodePitch[l + 1])
      var nodes: [Int: Node] = [:]
      var sums: [Int: Point] = [:]
      for (n, j) in level.enumerated() {
        let node = Node(
          place: Point(nodeX, column(level.count, pitch, n)), isProduct: j >= layer.sumCount)
        nodes[j] = node
        let group = node.isProduct ? order.factors[l][j] ?? [] : [j]
        let places =
          node.isProduct ? Self.factors(group.count, of: node, at: sumX, pitch, scale) : [node.place]
        for (s, place) in zip(group, places) { sums[s] = place }
      }
      // Frames in the order that minimises crossings: by the midpoint between both ends.
      func height(_ edge: EdgePicture) -> Double {
        (levels[l][edge.address.input]?.place.y ?? middle) + (sums[edge.address.sum]?.y ?? middle)
      }
      let visible = shown[l].filter { sums[$0.address.sum] != nil && levels[l][$0.address.input] != nil }
      let ordered = visible.sorted {
        (height($0), $0.address.input, $0.address.sum) < (height($1), $1.address.input, $1.address.sum)
      }
      let label = diagram.edges[l].contains(where: \.isSymbolic) ? labelHeight : 0
      let framePitch = max(side * 1.25 + label, min(body / Double(max(ordered.count, 1)), side * 2 + label))
      allFrames.append(
        ordered.enumerated().map { n, edge in
          let y = column(ordered.count, framePitch, n)
          return Frame(
            edge: edge, box: Box(x: frameX, y: y - side / 2 - label / 2, width: side, height: side))
        })
      let framed = Set(visible.map(\.address))
      let others = diagram.edges[l].filter {
        !framed.contains($0.address) && sums[$0.address.sum] != nil && levels[l][$0.address.input] != nil
      }
      // A line with a hundredth of the largest score is invisible.
      let drawn = others.filter { $0.score > 0.01 * largestScores[l] }
      hidden += others.count - drawn.count
      plain.append(drawn)
      levels.append(nodes)
      allSums.append(sums)
      x = nodeX
    }
    strongest = largestScores
    nodes = levels
    sums = allSums
    frames = allFrames
    plainEdges = plain
    let outputWidth =
      network.outputs.map { Plot.Text(name: $0.name).width(size: nameSize) * Letters.slack }.max()
      ?? 0
    let left = plain.joined().count + hidden
    notes = Self.notes(diagram, framesLeftOut: left, hidden: hidden)
    width = x + 12 + outputWidth + Self.margin
    height = Self.margin * 2 + body
  }

  /// The edges of a layer whose curves are shown, and the side of their frames: as many as fit, those with the highest scores.
  private static func framed(
    _ edges: [EdgePicture], in room: Double, scale: Double, labelHeight: Double
  ) -> (side: Double, edges: [EdgePicture]) {
    let label = edges.contains(where: \.isSymbolic) ? labelHeight : 0
    let fitting = Int(room / (scale * (frameSides.smallest + 6) + label))
    func ranked() -> [EdgePicture] {
      edges.sorted { ($0.score, $1.address.description) > ($1.score, $0.address.description) }
    }
    let chosen = edges.count <= fitting ? edges : Array(ranked().prefix(fitting))
    let pitch = room / Double(max(chosen.count, 1))
    return (min(scale * frameSides.largest, max(scale * frameSides.smallest, pitch * 0.8 - label)), chosen)
  }

  /// The places of the sums that a product multiplies, one above the other in front of its node.
  private static func factors(
    _ count: Int, of product: Node, at x: Double, _ pitch: Double, _ scale: Double
  ) -> [Point] {
    let step = min(20 * scale, pitch * 0.7 / Double(max(count - 1, 1)))
    return (0..<count).map { Point(x, product.place.y + (Double($0) - Double(count - 1) / 2) * step) }
  }

  /// Notes on what the picture alone does not show.
  private static func notes(_ diagram: NetworkDiagram, framesLeftOut: Int, hidden: Int) -> [Plot.Text] {
    let all = diagram.edges.joined()
    let symbolic = all.count { $0.isSymbolic }
    var notes: [Plot.Text] = []
    if symbolic > 0 {
      notes.append(
        symbolic == all.count
          ? "double frames: closed forms" : "single frames: learned curves, double frames: closed forms")
    }
    notes.append("line width: share of the spread of the outputs")
    if framesLeftOut > 0 {
      let weak = hidden > 0 ? ", \(hidden) of them too weak for a line" : ""
      notes.append(
        Plot.Text("without a frame: the \(framesLeftOut) least important of \(all.count) curves\(weak)"))
    }
    let unused = diagram.unusedInputs
    if !unused.isEmpty {
      let names = unused.prefix(4).map { Plot.Text(name: $0).source }.joined(separator: ", ")
      notes.append(
        Plot.Text("without influence: \(names)" + (unused.count > 4 ? " and \(unused.count - 4) more" : "")))
    }
    return notes
  }

  /// The nodes of each level with an edge on either side, in order; all outputs.
  static func aliveNodes(_ diagram: NetworkDiagram) -> [[Int]] {
    let network = diagram.network
    return (0...network.layers.count).map { level in
      if level == network.layers.count { return Array(network.outputs.indices) }
      let leaving = Set(diagram.edges[level].map(\.address.input))
      // A node without incoming edges can still pass on a constant.
      return leaving.sorted()
    }
  }
}
