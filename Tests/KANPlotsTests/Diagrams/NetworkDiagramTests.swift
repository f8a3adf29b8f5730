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
}
