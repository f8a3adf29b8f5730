import KANData
import KANModel
import KANTestSupport
import KANTraining
import SymbolLibrary
import Testing

@testable import KANSymbolic

/// All edges of a small network at once, judged by the whole.
@Suite struct SymbolizerTests {
  private static let catalog = SymbolCatalog(
    symbols: ["x", "x^2", "x^3", "exp", "sin", "tanh"].map { SmallNetworks.symbol($0) })

  /// A network of known functions, its splines, and rows of what it says.
  private static func problem(
    _ edges: [[Edge]], products: [Int] = []
  ) throws -> (splines: Network, data: Dataset) {
    let closed = SmallNetworks.network(
      SmallNetworks.layer(edges, products: products, intervals: 12, order: 5))
    return (closed.asSplines, try closed.table(rows: 150))
  }

  private static func outcomes(
    _ splines: Network, _ data: Dataset, budget: WorkBudget = WorkBudget()
  ) -> [Symbolizer.Outcome] {
    Symbolizer(catalog: catalog, training: data, validation: ExpressionRefiner(data)).symbolified(
      splines, splineError: 1e-6, budget: budget)
  }

  private static func names(_ network: Network) -> [String] {
    network.edgeAddresses.map { address in
      if case .symbolic(let edge) = network[address] {
        Network.EdgeSuggestion.name(of: edge)
      } else {
        "spline"
      }
    }
  }

  @Test func findsTheFunctionsOfASum() throws {
    let (splines, data) = try Self.problem([
      [SmallNetworks.edge("x^2", amplitude: 2), SmallNetworks.edge("sin", rate: 3)]
    ])
    let outcomes = Self.outcomes(splines, data)
    let best = try #require(outcomes.first)
    #expect(Self.names(best.network) == ["x^2", "sin"])
    #expect(best.validationError < 1e-10)
    #expect(best.splines == splines)
    #expect(zip(outcomes, outcomes.dropFirst()).allSatisfy { $0.descriptionLength <= $1.descriptionLength })
    expectClose(best.network(data.inputs)[0], data.targets[0], within: 1e-9)
  }

  @Test func findsTheFactorsOfAProduct() throws {
    let (splines, data) = try Self.problem(
      [[SmallNetworks.edge("exp"), .cut], [.cut, SmallNetworks.edge("x^3", offset: 2)]], products: [2])
    let best = try #require(Self.outcomes(splines, data).first)
    #expect(Self.names(best.network) == ["exp", "x^3"])
    #expect(best.validationError < 1e-9)
  }

  @Test func closedFormsStayAsTheyAre() throws {
    // Only the spline is replaced; the closed form keeps its function.
    var (network, data) = try Self.problem([
      [SmallNetworks.edge("x^2"), SmallNetworks.edge("tanh", rate: 2)]
    ])
    network.layers[0][input: 0, sum: 0] = SmallNetworks.edge("x^2", amplitude: 0.9)
    let best = try #require(Self.outcomes(network, data).first)
    #expect(Self.names(best.network) == ["x^2", "tanh"])
    #expect(best.validationError < 1e-8)
  }

  @Test func withoutWorkThereIsNothing() throws {
    let (splines, data) = try Self.problem([[SmallNetworks.edge("x^2")]])
    #expect(Self.outcomes(splines, data, budget: WorkBudget(limit: 0)).isEmpty)
    let budget = WorkBudget()
    _ = Self.outcomes(splines, data, budget: budget)
    #expect(budget.spent > 0)
  }

  @Test func anEdgeWithoutACandidateLeavesNothing() throws {
    // A logarithm alone cannot be a curve that crosses zero and reaches far to both sides of every pole.
    let data = try Dataset(
      inputNames: ["x0"], inputs: [[0.5, 0.5, 0.5]], targetNames: ["y0"], targets: [[1, 2, 3]])
    let splines = SmallNetworks.sum(SmallNetworks.edge("x")).asSplines
    #expect(Self.outcomes(splines, data).isEmpty, "an argument that never moves")
  }
}
