import Foundation
import KANData
import KANModel
import KANTestSupport
import KANTraining
import SymbolLibrary
import Testing

@testable import KANSymbolic

/// Splines become functions, all together where that is possible, else one after the other.
@Suite struct SymbolifyPassTests {
  private static func catalog(_ names: [String]) -> SymbolCatalog {
    SymbolCatalog(symbols: names.map { SmallNetworks.symbol($0) })
  }

  private static let options = Network.SymbolifyOptions(catalog: catalog(["x", "x^2", "sin", "exp"]))

  /// y = x0² + sin(2·x1) on splines.
  private static func single() throws -> (splines: Network, data: Dataset) {
    let closed = SmallNetworks.sum(
      SmallNetworks.edge("x^2"), SmallNetworks.edge("sin", rate: 2), intervals: 12)
    return (closed.asSplines, try closed.table(rows: 120))
  }

  /// Two outputs: x0², sin(2·x1).
  private static func double() throws -> (splines: Network, data: Dataset) {
    let closed = SmallNetworks.network(
      SmallNetworks.layer(
        [[SmallNetworks.edge("x^2"), .cut], [.cut, SmallNetworks.edge("sin", rate: 2)]], intervals: 12))
    return (closed.asSplines, try closed.table(rows: 120))
  }

  @Test func fewSplinesOfOneTargetAreReplacedTogether() throws {
    let (splines, data) = try Self.single()
    let (network, account): (Network, Network.SymbolifyAccount) = try splines.symbolified(
      on: data, options: Self.options)
    #expect(network.isSymbolic && account.remainingSplines.isEmpty)
    #expect(account.decisions.map(\.edge.description) == ["0,0,0", "0,1,0"])
    #expect(account.decisions.map(\.function) == ["x^2", "sin"])
    #expect(account.errorBefore < 1e-3 && account.errorAfter < 1e-9)
    // Taken as one: the decisions share what they cost.
    #expect(
      account.decisions.allSatisfy {
        $0.errorBefore == account.errorBefore && $0.errorAfter == account.errorAfter
      })
  }

  @Test func edgesOfSeveralTargetsAreReplacedOneByOne() throws {
    let (splines, data) = try Self.double()
    var seen: [Int] = []
    let (network, account) = try splines.symbolified(on: data, options: Self.options) { progress in
      seen.append(progress.edges ?? -1)
      return true
    }
    #expect(network.isSymbolic)
    #expect(Set(account.decisions.compactMap(\.function)) == ["x^2", "sin"])
    #expect(account.errorAfter < 1e-9)
    #expect(seen == [1, 0], "one report an edge")
    // Each decision starts where the one before ended.
    #expect(account.decisions[1].errorBefore == account.decisions[0].errorAfter)
    #expect(account.decisions.allSatisfy { ($0.relativeError ?? 1) < 1e-2 })
  }

  @Test func manySplinesAreReplacedOneByOne() throws {
    // Nine edges: more combinations than can be counted.
    let closed = SmallNetworks.network(
      SmallNetworks.layer([(1...9).map { SmallNetworks.edge("x", amplitude: Double($0)) }], intervals: 3))
    let data = try closed.table(rows: 60)
    let options = Network.SymbolifyOptions(catalog: Self.catalog(["x", "x^2"]), candidatesPerEdge: 1)
    var pass = SymbolifyPass(closed.asSplines, reference: data, options: options, observer: nil)
    let (network, account) = pass.run()
    #expect(account.decisions.count == 9 && account.decisions.allSatisfy { $0.function == "x" })
    #expect(network.isSymbolic && account.errorAfter < 1e-9)
    // One by one: each decision knows how far its own closed form is from its spline.
    #expect(account.decisions.allSatisfy { $0.relativeError != nil })
  }

  @Test func accountsAreKeptInFiles() throws {
    let (splines, data) = try Self.double()
    let account = try splines.symbolified(on: data, options: Self.options).account
    let copy = try JSONDecoder().decode(Network.SymbolifyAccount.self, from: JSONEncoder().encode(account))
    #expect(copy == account)
    let open = Network.SymbolifyAccount.Decision(
      edge: Network.EdgeAddress(layer: 0, input: 0, sum: 0), function: nil, relativeError: nil,
      errorBefore: 1,
      errorAfter: 1)
    var unfinished = account
    unfinished.decisions.append(open)
    #expect(unfinished.remainingSplines == [open.edge] && account.remainingSplines.isEmpty)
  }

  @Test func whatNoFunctionServesStaysASpline() throws {
    let (splines, data) = try Self.double()
    let lines = Network.SymbolifyOptions(catalog: Self.catalog(["x", "x^2"]), tolerance: 1e-4)
    let (network, account) = try splines.symbolified(on: data, options: lines)
    #expect(account.remainingSplines.map(\.description) == ["0,1,1"])
    #expect(network[Network.EdgeAddress(layer: 0, input: 1, sum: 1)].isSpline)
    #expect(account.errorAfter <= account.errorBefore + 1e-4)
    let kept = try #require(account.decisions.first { $0.function == nil })
    #expect(kept.errorBefore == kept.errorAfter && kept.relativeError == nil)
  }

  @Test func theToleranceDecides() throws {
    // A line is off from x² by about 0.3 of its spread or more, and good enough for who says so.
    let (splines, data) = try Self.double()
    let options = Network.SymbolifyOptions(catalog: Self.catalog(["x"]), tolerance: 2)
    #expect(try splines.symbolified(on: data, options: options).network.isSymbolic)
  }

  @Test func anObserverStopsBetweenEdges() throws {
    let (splines, data) = try Self.double()
    let (network, account) = try splines.symbolified(on: data, options: Self.options) { _ in false }
    #expect(account.decisions.count == 2)
    #expect(account.remainingSplines.count == 1 && !network.isSymbolic)
  }

  @Test func theNetworkItselfCanBeTheReference() throws {
    // The table's target is not the network's: only its own outputs tell whether a replacement is good.
    let (splines, data) = try Self.single()
    let other = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: ["label"],
      targets: [(0..<data.count).map { Double($0 % 2) }])
    var options = Self.options
    options.reference = .network
    let (network, account) = try splines.symbolified(on: other, options: options)
    #expect(network.isSymbolic && account.errorBefore == 0 && account.errorAfter < 5e-3)
  }

  @Test func closedFormsNeedNoDecision() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"))
    let (same, account) = try network.symbolified(on: network.table(rows: 20))
    #expect(same == network && account.decisions.isEmpty && account.errorAfter == account.errorBefore)
  }

  @Test func suggestionsKnowTheEdge() throws {
    let (splines, data) = try Self.single()
    let address = Network.EdgeAddress(layer: 0, input: 1, sum: 0)
    let suggestions = try splines.suggestions(for: address, on: data, catalog: Self.options.catalog)
    #expect(suggestions.first?.name == "sin" && suggestions.count > 1)
    #expect(
      try splines.suggestions(for: address, on: data).first.map { ["sin", "cos"].contains($0.name) } == true)
  }

  @Test func fixingTakesTheUsersWord() throws {
    let (splines, data) = try Self.single()
    let address = Network.EdgeAddress(layer: 0, input: 0, sum: 0)
    let (fixed, suggestion) = try splines.fixing(address, to: SmallNetworks.symbol("x^2"))
    #expect(suggestion.name == "x^2" && suggestion.relativeError < 1e-4)
    #expect(fixed[address].isSymbolic && fixed.edgeAddresses.count { fixed[$0].isSpline } == 1)
    expectClose(fixed(data.inputs)[0], data.targets[0], within: 1e-3)
    // A function that does not fit is taken all the same, and what it misses is said; on data it is fitted there.
    let exponential = try splines.fixing(address, to: SmallNetworks.symbol("exp"), on: data)
    #expect(exponential.suggestion.relativeError > 0.01 && exponential.network[address].isSymbolic)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let (splines, data) = try Self.single()
    let nowhere = Network.EdgeAddress(layer: 3, input: 0, sum: 0)
    let here = Network.EdgeAddress(layer: 0, input: 0, sum: 0)
    let x = SmallNetworks.symbol("x")
    #expect(throws: SymbolicError.edgeMissing(nowhere, shape: "2,1")) {
      try splines.suggestions(for: nowhere, on: data)
    }
    #expect(throws: SymbolicError.edgeMissing(nowhere, shape: "2,1")) { try splines.fixing(nowhere, to: x) }
    #expect(throws: SymbolicError.edgeCut(here)) {
      try splines.cutting(here).fixing(here, to: x)
    }
    let renamed = try Dataset(
      inputNames: ["a", "b"], inputs: data.inputs, targetNames: ["y0"], targets: data.targets)
    let differ = SymbolicError.columnsDiffer(network: ["x0", "x1"], table: ["a", "b"])
    #expect(throws: differ) { try splines.suggestions(for: here, on: renamed) }
    #expect(throws: differ) { try splines.fixing(here, to: x, on: renamed) }
    #expect(throws: differ) { try splines.symbolified(on: renamed) }
    // An input that never moves shows no curve.
    let still = try Dataset(
      inputNames: ["x0", "x1"], inputs: [data.inputs[0].map { _ in 0.5 }, data.inputs[1]],
      targetNames: ["y0"],
      targets: data.targets)
    #expect(throws: SymbolicError.noSuggestion(here)) { try splines.suggestions(for: here, on: still) }
  }

  @Test func aTableOfOtherTargetsIsRefused() throws {
    let (splines, _) = try Self.double()
    let (_, data) = try Self.single()
    #expect(
      throws: SymbolicError.targetsDiffer(network: splines.outputs.map(\.name), table: data.targetNames)
    ) {
      try splines.symbolified(on: data, options: Self.options)
    }
  }

  /// The observer can end the trials of combinations; nothing is replaced then.
  @Test func combinationsEndWhenTheObserverSaysSo() throws {
    let (splines, data) = try Self.single()
    var phases: [String] = []
    let (network, account) = try splines.symbolified(on: data, options: Self.options) { progress in
      phases.append(progress.phase)
      return false
    }
    #expect(phases.first == "recognising edges together")
    #expect(!network.isSymbolic && account.remainingSplines.count == 1, "the first edge alone was tried")
  }
}
