import KANModel

/// Where the nodes and the frames of a network diagram stand.
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
  /// What enters each layer, by index; `nodes[0]` are the inputs, the last entry the outputs. Nodes that nothing
  /// leads to or from are left out.
  let nodes: [[Int: Node]]
  /// The sums of each layer, by index: those that are nodes themselves stand at their nodes.
  let sums: [[Int: Point]]
  /// The curves that are shown, by layer.
  let frames: [[Frame]]
  /// The edges that are lines only, by layer.
  let plainEdges: [[EdgePicture]]
  /// Lines of text below.
  let notes: [RichText]
  /// The largest score of each layer.
  let strongest: [Double]

  static let nameSize = 11.0
  private static let margin = 14.0
  private static let headHeight = 8.0
  /// The side of the largest and of the smallest frame that is legible.
  private static let frameSides = (largest: 46.0, smallest: 22.0)
  /// As many points of height as a page has.
  private static let tallest = 640.0

  init(_ diagram: NetworkDiagram) {
    self.diagram = diagram
    let network = diagram.network
    let alive = Self.aliveNodes(diagram)
    let largestScores = diagram.edges.map { $0.map(\.score).max() ?? 0 }

    // Heights: as many frames as a page holds, the nodes as far apart as names need.
    let nodePitch = alive.map { level in level.count > 24 ? 13.0 : level.count > 8 ? 22 : 40 }
    let nodeHeight = zip(alive, nodePitch).map { Double($0.count) * $1 }.max() ?? 0
    let room = max(Self.tallest, nodeHeight)
    var sides: [Double] = []
    var shown: [[EdgePicture]] = []
    for edges in diagram.edges {
      let label = edges.contains(where: \.isSymbolic) ? 11.0 : 0
      let fitting = Int(room / (Self.frameSides.smallest + 6 + label))
      let chosen =
        edges.count <= fitting
        ? edges
        : Array(
          edges.sorted { ($0.score, $1.address.description) > ($1.score, $0.address.description) }.prefix(
            fitting))
      let pitch = room / Double(max(chosen.count, 1))
      sides.append(min(Self.frameSides.largest, max(Self.frameSides.smallest, pitch * 0.8 - label)))
      shown.append(chosen)
    }
    let frameHeights = zip(zip(sides, shown), diagram.edges).map { pair, edges in
      Double(pair.1.count) * (pair.0 * 1.25 + (edges.contains(where: \.isSymbolic) ? 11 : 0))
    }
    let body = max(nodeHeight, frameHeights.max() ?? 0, 60)
    let middle = Self.margin + Self.headHeight + body / 2

    // Places from left to right.
    let inputWidth =
      alive[0].map { RichText(name: network.inputs[$0].name).width(size: Self.nameSize) * FontMetrics.slack }
      .max() ?? 0
    var x = Self.margin + inputWidth + 10
    func column(_ count: Int, _ pitch: Double, _ n: Int) -> Double {
      middle + (Double(n) - Double(count - 1) / 2) * pitch
    }
    func spread(_ count: Int, _ pitch: Double) -> Double {
      // Few nodes use the height that is there.
      count > 1 ? max(pitch, min(body * 0.8 / Double(count), 90)) : pitch
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
      let fan = 40 + min(60, 4 * Double(max(alive[l].count, alive[l + 1].count)))
      let frameX = x + fan
      let hasProducts = !layer.productArities.isEmpty
      let sumX = frameX + side + fan
      let nodeX = sumX + (hasProducts ? 38 : 0)
      let level = alive[l + 1]
      let pitch = spread(level.count, hasProducts ? max(nodePitch[l + 1], 44) : nodePitch[l + 1])
      var nodes: [Int: Node] = [:]
      var sums: [Int: Point] = [:]
      for (n, j) in level.enumerated() {
        let y = column(level.count, pitch, n)
        let isProduct = j >= layer.sumCount
        nodes[j] = Node(place: Point(nodeX, y), isProduct: isProduct)
        if isProduct {
          let group = Self.group(of: j - layer.sumCount, in: layer)
          for (m, s) in group.enumerated() {
            sums[s] = Point(
              sumX,
              y + (Double(m) - Double(group.count - 1) / 2)
                * min(20, pitch * 0.7 / Double(max(group.count - 1, 1))))
          }
        } else {
          sums[j] = Point(nodeX, y)
        }
      }
      // Frames in the order in which their lines cross least: by the middle between both ends.
      func height(_ edge: EdgePicture) -> Double {
        (levels[l][edge.address.input]?.place.y ?? middle) + (sums[edge.address.sum]?.y ?? middle)
      }
      let visible = shown[l].filter { sums[$0.address.sum] != nil && levels[l][$0.address.input] != nil }
      let ordered = visible.sorted {
        (height($0), $0.address.input, $0.address.sum) < (height($1), $1.address.input, $1.address.sum)
      }
      let label = diagram.edges[l].contains(where: \.isSymbolic) ? 11.0 : 0
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
      // A hundredth of the strongest is no visible line any more.
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
      network.outputs.map { RichText(name: $0.name).width(size: Self.nameSize) * FontMetrics.slack }.max()
      ?? 0
    let left = plain.joined().count + hidden
    notes = Self.notes(diagram, framesLeftOut: left, hidden: hidden)
    let noteWidth = notes.map { $0.width(size: 9) * FontMetrics.slack }.max() ?? 0
    width = max(x + 12 + outputWidth, Self.margin + noteWidth) + Self.margin
    height = Self.margin * 2 + Self.headHeight + body + 13 * Double(notes.count)
  }

  /// What the picture alone does not say.
  private static func notes(_ diagram: NetworkDiagram, framesLeftOut: Int, hidden: Int) -> [RichText] {
    let all = diagram.edges.joined()
    let symbolic = all.count { $0.isSymbolic }
    var notes: [RichText] = []
    if symbolic > 0 {
      notes.append(
        symbolic == all.count
          ? "double frames: closed forms" : "single frames: learned curves, double frames: closed forms")
    }
    notes.append("line strength: share of the outputs")
    if framesLeftOut > 0 {
      let weak = hidden > 0 ? ", \(hidden) of them too weak for a line" : ""
      notes.append(
        RichText("without a frame: the \(framesLeftOut) least important of \(all.count) curves\(weak)"))
    }
    let unused = diagram.unusedInputs
    if !unused.isEmpty {
      let names = unused.prefix(4).map { RichText(name: $0).source }.joined(separator: ", ")
      notes.append(
        RichText("without influence: \(names)" + (unused.count > 4 ? " and \(unused.count - 4) more" : "")))
    }
    return notes
  }

  /// The nodes of each level that have an edge on either side, in order; all outputs.
  private static func aliveNodes(_ diagram: NetworkDiagram) -> [[Int]] {
    let network = diagram.network
    return (0...network.layers.count).map { level in
      if level == network.layers.count { return Array(network.outputs.indices) }
      let leaving = Set(diagram.edges[level].map(\.address.input))
      // A node that nothing enters can still hand on a constant.
      return leaving.sorted()
    }
  }

  /// The sums that product `p` of a layer multiplies.
  private static func group(of p: Int, in layer: Layer) -> Range<Int> {
    let start = layer.sumCount + layer.productArities[..<p].reduce(0, +)
    return start..<start + layer.productArities[p]
  }
}
