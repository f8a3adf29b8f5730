import KANModel
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct NetworkEngineTests {
  @Test(
    "the compiled network computes what the document does", arguments: SampleNetworks.Kind.allCases,
    [1, 7, 64, 130])
  func agreesWithReference(kind: SampleNetworks.Kind, rows: Int) {
    let network = SampleNetworks.make(kind, outputs: 2)
    let data = SampleNetworks.table(for: network, rows: rows)
    let expected = network(data.inputs)
    #expect(network.predictions(data.inputs, threads: 2) == network.predictions(data.inputs))
    expectClose(network.predictions(data.inputs).flatMap { $0 }, expected.flatMap { $0 }, within: 1e-12)
    expectClose(
      outputs(network, data.inputs, Double.self).flatMap { $0 }, expected.flatMap { $0 }, within: 1e-12,
      kind.rawValue)
    expectClose(
      outputs(network, data.inputs, Float.self).flatMap { $0 }, expected.flatMap { $0 }, within: 2e-4,
      kind.rawValue)
  }

  @Test("parameters survive the way into the flat vector and back", arguments: SampleNetworks.Kind.allCases)
  func parametersRoundTrip(kind: SampleNetworks.Kind) {
    let network = SampleNetworks.make(kind)
    let plan = NetworkPlan(network)
    #expect(plan.network(network, with: plan.parameters(of: network)) == network)
    let changed = (0..<plan.parameterCount).map { 0.01 * Double($0) }
    #expect(plan.parameters(of: plan.network(network, with: changed)) == changed)
  }

  private func outputs<Scalar: EngineScalar>(
    _ network: Network, _ columns: [[Double]], _: Scalar.Type
  ) -> [[Double]] {
    let engine = NetworkEngine<Scalar>(network)
    let samples = SampleTiles<Scalar>(
      columns, targets: [], weights: nil, inputFeatures: network.inputs, outputFeatures: [],
      splitsSigns: false, preferredWidth: 64)
    let workspace = TileWorkspace<Scalar>(engine.plan, engine.layout, width: samples.width)
    let parameters = Buffer<Scalar>(count: engine.layout.count, repeating: 0)
    engine.layout.store(engine.plan.parameters(of: network), into: parameters.pointer)
    var result = network.outputs.map { _ in [Double]() }
    for tile in 0..<samples.count {
      engine.forward(parameters.pointer, tile: tile, of: samples, workspace, slopes: false)
      for (j, feature) in network.outputs.enumerated() {
        let row = engine.output(j, workspace)
        result[j] += (0..<samples.validCount(tile: tile)).map {
          Double(row[$0]) * feature.scale + feature.shift
        }
      }
    }
    return result
  }
}
