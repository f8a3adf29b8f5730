import KANModel
import Testing

@testable import KANPlots

/// The picture shows the network, legibly and nothing else.
@Suite struct NetworkDiagramTests {
  @Test(arguments: SampleDiagrams.all.map(\.name))
  func keepsNamesAndFramesApartAndInside(_ name: String) throws {
    let network = try #require(SampleDiagrams.all.first { $0.name == name }?.network)
    let diagram = NetworkDiagram(network, on: SampleDiagrams.table(for: network))
    diagram.drawing.checkText(name)
    let layout = DiagramLayout(diagram)
    let whole = Box(x: 0, y: 0, width: layout.width, height: layout.height)
    for frames in layout.frames {
      for (n, frame) in frames.enumerated() {
        #expect(
          frame.box.corners.allSatisfy { whole.contains($0) }, "\(frame.edge.address) leaves the picture")
        #expect(frame.box.width >= 20, "a frame of \(frame.box.width) points is too small to see a curve")
        for other in frames[(n + 1)...] { #expect(!frame.box.overlaps(other.box)) }
      }
    }
    try checkFormats(of: diagram, name: "network-\(name)")
  }

  @Test func showsEveryEdgeThatIsNotCut() throws {
    let network = SampleDiagrams.mixed
    let diagram = NetworkDiagram(network, on: SampleDiagrams.table(for: network))
    let layout = DiagramLayout(diagram)
    #expect(layout.frames.joined().count == network.edgeAddresses.count)
    #expect(Set(layout.frames.joined().map(\.edge.address)) == Set(network.edgeAddresses))
    #expect(layout.notes.map(\.plain).contains("without influence: unused"))
    let svg = diagram.svg()
    for address in network.allEdgeAddresses {
      #expect(svg.contains("data-name=\"edge \(address)\"") == !network[address].isCut)
    }
    #expect(svg.contains(">sin</text>") || svg.contains(">exp</text>") || svg.contains(">sqrt</text>"))
  }

  @Test func leavesOutTheLeastImportantCurvesAndSaysSo() {
    let network = SampleDiagrams.network("43,64,1", names: (0..<43).map { "x\($0)" })
    let diagram = NetworkDiagram(network, on: SampleDiagrams.table(for: network))
    let layout = DiagramLayout(diagram)
    let total = 43 * 64 + 64
    let framed = layout.frames.joined().count
    #expect(framed >= 30 && framed < total)
    #expect(
      layout.notes.contains { $0.plain.hasPrefix("without a frame: the \(total - framed) least important") })
    for (l, frames) in layout.frames.enumerated() {
      let weakest = frames.map(\.edge.score).min() ?? 0
      let omitted = diagram.edges[l].filter { edge in !frames.contains { $0.edge.address == edge.address } }
      #expect(omitted.allSatisfy { $0.score <= weakest })
    }
  }

  @Test func drawsTheCurveOfTheEdge() {
    let network = SampleDiagrams.network("2,1,1", names: ["x", "y"])
    let diagram = NetworkDiagram(network, on: [[-1, 0, 3], [1, 1.5, 2]])
    let edge = diagram.edges[0][0]
    // The first input runs over (−1 − 1)/2 … (3 − 1)/2.
    let values = network.edgeValues(at: edge.address, (0...60).map { -1 + 2 * Double($0) / 60 })
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    for (drawn, value) in zip(edge.curve, values) {
      #expect(abs(drawn - (value - least) / (most - least)) < 1e-12)
    }
    #expect(abs(diagram.edges[1].map(\.score).reduce(0, +) - 1) < 1e-12)
  }

  /// The lines of the first layer lead to sums in the opposite order: drawn as they are numbered all would cross.
  @Test func fewLinesCross() throws {
    var network = SampleDiagrams.network("3,3,1", names: ["a", "b", "c"])
    for address in network.allEdgeAddresses where address.layer == 0 && address.input + address.sum != 2 {
      network[address] = .cut
    }
    #expect(DiagramLayout(NetworkDiagram(network, on: SampleDiagrams.table(for: network))).crossings == 0)
    for (name, network) in SampleDiagrams.all where name != "wide" {
      let diagram = NetworkDiagram(network, on: SampleDiagrams.table(for: network))
      let layout = DiagramLayout(diagram)
      // No more than in the order of the numbers, and the outputs stay in theirs.
      let natural = DiagramOrder(
        network, levels: DiagramLayout.aliveNodes(diagram), edges: diagram.edges, sweeps: 0)
      #expect(layout.crossings <= natural.crossings)
      let outputs = (layout.nodes.last ?? [:]).sorted { $0.key < $1.key }.map(\.value.place.y)
      #expect(outputs == outputs.sorted())
    }
  }

  @Test(arguments: ["smallest", "product", "mixed", "deep"])
  func fitsAColumnWithLegibleType(_ name: String) throws {
    let network = try #require(SampleDiagrams.all.first { $0.name == name }?.network)
    let diagram = NetworkDiagram(network, on: SampleDiagrams.table(for: network))
      .sized(width: 86 * 72 / 25.4, fontSize: 8)
    #expect(diagram.drawing.width <= 86 * 72 / 25.4 + 0.01)
    let sizes = diagram.drawing.texts.flatMap { text in text.text.runs.map { text.size * $0.scale } }
    #expect(try #require(sizes.min()) >= 6)
    // What belongs into a caption is not drawn.
    #expect(!diagram.drawing.texts.contains { $0.text.plain.contains("line width") })
    #expect(diagram.caption.plain.contains("line width"))
  }

  /// The outputs of a classifier are words: no digit of a name is an index.
  @Test func namesOfClassesStayWords() {
    #expect(Plot.Text(name: "species=0").plain == "species=0")
    #expect(Plot.Text(name: "species=0").runs.allSatisfy { $0.level == 0 && !$0.isItalic })
  }
}
