import KANData
import KANFormula
import KANModel
import KANTestSupport
import Testing

@testable import KANSymbolic

/// Formulas of whole networks, as users ask for them.
@Suite struct NetworkFormulaTests {
  /// Two outputs of one input: 2·x and x².
  private static let network = SmallNetworks.network(
    SmallNetworks.layer([[SmallNetworks.edge("x", amplitude: 2)], [SmallNetworks.edge("x^2")]]))
  private static let quick = CertificationOptions(points: 16, operations: 1e5)

  @Test func everyOutputHasOne() throws {
    let formulas = try Self.network.formulas()
    #expect(formulas.map(\.outputName) == ["y0", "y1"])
    #expect(formulas[0].constants.map(\.value) == formulas[0].expression.freeConstants)
    let x = [-1, 0.5, 2.0]
    for (formula, column) in zip(formulas, Self.network([x])) {
      expectClose(try formula.values([x]), column, within: 1e-15)
    }
  }

  @Test func constantsAreRefinedForEachOutput() throws {
    let data = try Self.network.table(rows: 40)
    var rough = Self.network
    rough.layers[0].edges = [
      SmallNetworks.edge("x", amplitude: 1.7), SmallNetworks.edge("x^2", amplitude: 1.2, shift: 0.1),
    ]
    let formulas = try rough.formulas(refinedOn: data, certification: Self.quick)
    #expect(formulas.map(\.text) == ["2*x0", "x0^2"])
    #expect(formulas.allSatisfy { $0.fidelity[0].rmse < 1e-13 && $0.agreement != nil })
  }

  /// With errors of measurement those of the constants follow from them, σ/√Σ(x − x̄)² for a slope, whatever the residuals are.
  @Test func statedErrorsAreThoseOfTheConstants() throws {
    let x = (0..<41).map { Double($0) / 4 }
    let y = x.indices.map { 2.137 * x[$0] + 0.713 + ($0 % 2 == 0 ? 0.01 : -0.01) }
    let table = try Table(names: ["x0", "y0"], columns: [x, y])
    let data = try Dataset(table, target: "y0", sigma: .value(0.3))
    let network = try Network(expression: Expression(parsing: "2.2*x0 + 0.9"), output: "y0")
    let formula = try network.formulas(refinedOn: data, certification: Self.quick)[0]
    let slope = try #require(formula.constants.first { $0.value > 1.5 })
    let error = 0.3 / 358.75.squareRoot()
    #expect(abs(try #require(slope.standardError) / error - 1) < 1e-6, "\(formula.text)")
  }

  @Test func theNetworkItselfCanDecide() throws {
    // The table's target is none of the network's business, as the logits of a classifier are.
    let network = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 3))
    let data = try Dataset(
      inputNames: ["x0"], inputs: SmallNetworks.columns(1, rows: 30), targetNames: ["label"],
      targets: [(0..<30).map { Double($0 % 2) }])
    let formula = try network.formulas(
      refinedOn: data, reference: Network.SymbolifyOptions.Reference.network, certification: Self.quick)[0]
    #expect(formula.text == "3*x0")
  }

  @Test func splinesHaveNoClosedForm() throws {
    let splines = Self.network.asSplines
    let address = Network.EdgeAddress(layer: 0, input: 0, sum: 0)
    #expect(throws: ModelError.splineEdge(address)) { try splines.formulas() }
    let data = try Self.network.table(rows: 10)
    #expect(throws: ModelError.splineEdge(address)) { try splines.formulas(refinedOn: data) }
  }

  @Test func tablesThatDoNotFitAreRefused() throws {
    let data = try Self.network.table(rows: 10)
    let renamed = try Dataset(
      inputNames: ["z"], inputs: data.inputs, targetNames: data.targetNames, targets: data.targets)
    #expect(throws: SymbolicError.columnsDiffer(network: ["x0"], table: ["z"])) {
      try Self.network.formulas(refinedOn: renamed)
    }
    let single = try Dataset(
      inputNames: ["x0"], inputs: data.inputs, targetNames: ["y0"], targets: [data.targets[0]])
    #expect(throws: SymbolicError.targetsDiffer(network: ["y0", "y1"], table: ["y0"])) {
      try Self.network.formulas(refinedOn: single)
    }
    let logarithm = SmallNetworks.sum(SmallNetworks.edge("log"))
    #expect(throws: SymbolicError.notFinite(output: "y0")) { try logarithm.formulas(refinedOn: single) }
  }

  @Test func aFormulaIsMeasuredOnMoreRows() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 2))
    let formula = try network.formulas(refinedOn: network.table(rows: 20), certification: Self.quick)[0]
    let x = [0, 1, 2.0]
    let test = try Dataset(
      inputNames: ["x0"], inputs: [x], targetNames: ["y0"], targets: [[0, 2, 7]])
    let once = try formula.measured(on: test, as: "test")
    #expect(once.fidelity.map(\.part) == ["train", "test"])
    #expect(once.fidelity[1].maximumError == 3 && once.fidelity[1].count == 3)
    // A newer figure takes the place of the old one.
    #expect(try once.measured(on: test, as: "test") == once)
    // The target is found by its name among several.
    let two = try Dataset(
      inputNames: ["x0"], inputs: [x], targetNames: ["other", "y0"], targets: [[9, 9, 8], [0, 2, 4]])
    #expect(try formula.measured(on: two, as: "test").fidelity[1].maximumError == 0)
    let stranger = try Dataset(inputNames: ["z"], inputs: [x], targetNames: ["y0"], targets: [x])
    #expect(throws: FormulaError.unknownVariable("x0", known: ["z"])) {
      try formula.measured(on: stranger, as: "test")
    }
  }

  @Test func rowsAreTakenEvenly() throws {
    let x = (0..<10).map(Double.init)
    let data = try Dataset(
      inputNames: ["a", "b"], inputs: [x, x.map { -$0 }], targetNames: ["y"], targets: [x],
      weights: x.map { $0 + 1 })
    #expect(data.limited(to: 5).inputs[0] == [0, 2, 4, 6, 8])
    #expect(data.limited(to: 3).weights == [1, 4, 7])
    #expect(data.limited(to: 10) == data && data.limited(to: 100) == data)
    #expect(data.box == ["a": 0...9, "b": -9...0])
    let other = try data.replacingTargets(with: [x.map { $0 * $0 }])
    #expect(other.targets[0][3] == 9 && other.inputs == data.inputs && other.weights == data.weights)
    #expect(throws: DataError.self) { try data.replacingTargets(with: [[1, 2]]) }
  }
}
