import Foundation
import KANModel
import KANNumerics
import SymbolLibrary
import Testing

@Suite struct ValidationTests {
  /// What a file may bring that initialisers would have refused: JSON with one thing wrong.
  @Test(arguments: [
    ("\"order\":3", "\"order\":4"), ("\"order\":3", "\"order\":0"), ("\"inputCount\":2", "\"inputCount\":3"),
    ("\"inputCount\":2", "\"inputCount\":-1"), ("\"sumCount\":2", "\"sumCount\":9223372036854775807"),
    ("\"productArities\":[]", "\"productArities\":[9223372036854775807]"),
    ("\"productArities\":[]", "\"productArities\":[1]"), ("\"knots\":[", "\"knots\":[5,"),
    ("\"coefficients\":[", "\"coefficients\":[5,"), ("\"biases\":[", "\"biases\":[0,"),
    ("\"name\":\"x0\"", "\"name\":\"\""), ("\"name\":\"x0\"", "\"name\":\"x1\""),
    ("\"scale\":1", "\"scale\":0"), ("\"scale\":1", "\"scale\":-1"),
  ])
  func refusesNetworksThatContradictThemselves(good: String, bad: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(randomNetwork("2,2,1", seed: 1)), as: UTF8.self)
    let place = try #require(text.range(of: good))
    let broken = text.replacingCharacters(in: place, with: bad)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Network.self, from: Data(broken.utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(context.underlyingError is ModelError)
  }

  /// Other names, the same network; names that do not fit are refused.
  @Test func columnsMayBeRenamed() throws {
    let network = randomNetwork("2,2,1", seed: 1)
    let renamed = try network.renaming(inputs: ["a", "b"], outputs: ["f"])
    #expect(renamed.inputs.map(\.name) == ["a", "b"] && renamed.outputs.map(\.name) == ["f"])
    #expect(renamed.layers == network.layers && renamed.inputs.map(\.scale) == network.inputs.map(\.scale))
    #expect(try network.renaming() == network)
    for names in [["a"], ["a", "a"], ["a", ""]] {
      #expect(throws: ModelError.self) { try network.renaming(inputs: names) }
    }
  }

  @Test func refusesNumbersThatAreNotFinite() throws {
    var network = randomNetwork("2,2,1", seed: 1)
    try network.validated()
    network.layers[1].biases[0] = .nan
    #expect(throws: ModelError.notFinite(place: "the biases of layer 1")) { try network.validated() }
    network.layers[1].biases[0] = 0
    network[Network.EdgeAddress(layer: 0, input: 1, sum: 0)] = .symbolic(.sine, amplitude: .infinity)
    #expect(throws: ModelError.notFinite(place: "edge 0,1,0")) { try network.validated() }
  }

  @Test func refusesSymbolsOfOtherVariables() {
    var network = randomNetwork("1,1", seed: 1)
    let symbol = Symbol(name: "odd", expression: .function(.sin, .variable("y")), complexity: 2)
    network[Network.EdgeAddress(layer: 0, input: 0, sum: 0)] = .symbolic(symbol)
    #expect(throws: ModelError.self) { try network.validated() }
  }

  @Test func summariesNameEveryEdge() {
    var network = randomNetwork("2,1+1,1", seed: 1).cutting(Network.EdgeAddress(layer: 0, input: 0, sum: 0))
    network[Network.EdgeAddress(layer: 1, input: 0, sum: 0)] = .symbolic(
      .sine, amplitude: 2, shift: 1, offset: 3)
    let summary = network.summary
    #expect(summary[0] == "shape 2,1+1,1, \(network.parameterCount) parameters, 7 of 8 edges")
    #expect(summary.contains("  edge 0,0,0: cut"))
    #expect(summary.contains("  edge 1,0,0: 2*[sin](x + 1) + 3"))
    #expect(summary.contains("  product 0,1: of sums 1, 2"))
  }

  /// What neither shifts nor scales is not written.
  @Test func summariesOfColumnsLeaveOutNeutralNumbers() {
    var network = randomNetwork("2,1", seed: 1)
    network.inputs = [
      Network.Feature(name: "a", shift: 0, scale: 1), Network.Feature(name: "b", shift: -2, scale: 4),
    ]
    network.outputs = [Network.Feature(name: "y", shift: 0.5, scale: 1)]
    for line in ["input a: x", "input b: (x + 2)/4", "output y: y + 0.5"] {
      #expect(network.summary.contains(line), "\(network.summary)")
    }
  }

  /// Networks from other packages fade outside their grids.
  @Test(arguments: [
    (OutsidePolicy.linear, "straight lines"), (.clamp, "constant"), (.fading, "bases fade to zero"),
  ])
  func summariesNameTheContinuation(outside: OutsidePolicy, text: String) {
    var network = randomNetwork("2,1", seed: 1)
    network.outside = outside
    #expect(network.summary[1] == "outside the grids: \(text)")
  }

  /// Numbers below zero are taken away, not added.
  @Test func summariesOfEdgesHaveOneSignEach() {
    let terms = [
      SymbolicTerm(symbol: .sine, amplitude: -2), SymbolicTerm(symbol: .sine, amplitude: -0.5, shift: -1),
    ]
    #expect(
      Edge.symbolic(SymbolicEdge(terms: terms, offset: -0.7)).summary
        == "-2*[sin](x) - 0.5*[sin](x - 1) - 0.7")
    #expect(Edge.symbolic(SymbolicEdge(terms: [], offset: -0.7)).summary == "-0.7")
  }
}
