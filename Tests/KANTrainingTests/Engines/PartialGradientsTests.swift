import KANData
import KANModel
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct PartialGradientsTests {
  @Test(arguments: [1, 2])
  func addUpToTheGradient(threads: Int) throws {
    let network = SampleNetworks.make(.mixedDeep)
    let data = SampleNetworks.table(for: network, rows: 1500)
    let objective = NetworkObjective<Double>(
      network, inputs: data.inputs, targets: data.targets, weights: nil, loss: .meanSquaredError,
      penalty: .none, threads: threads)
    let parameters = NetworkPlan(network).parameters(of: network)
    var whole: [Double] = []
    let value = objective.value(at: parameters, gradient: &whole)

    let place = Buffer(count: objective.storageCount, repeating: 0.0)
    objective.store(parameters, into: place.pointer)
    let (batchValue, partial): (Double, PartialGradients<Double>) = objective.batchGradient(
      at: place.pointer, rows: nil)
    let sum = Buffer(count: objective.storageCount, repeating: 0.0)
    for table in 0..<partial.tables {
      let first = partial.buffer.pointer + table * objective.storageCount
      Double.addScaled(objective.storageCount, 1, first, sum.pointer)
    }
    #expect(partial.tables > 1 && batchValue == value)
    expectClose(objective.load(sum.pointer), whole, within: 1e-12)
  }
}
