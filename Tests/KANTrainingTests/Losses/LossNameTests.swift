import KANData
import Testing

@testable import KANTraining

@Suite struct LossNameTests {
  private func table(_ targets: [Double]) throws -> Dataset {
    try Dataset(
      inputNames: ["x"], inputs: [targets.indices.map(Double.init)], targetNames: ["t"], targets: [targets])
  }

  @Test(arguments: LossName.allCases)
  func standsForALossOfItsOwn(name: LossName) {
    #expect(LossName.allCases.filter { $0.loss == name.loss } == [name])
    #expect(name.isOfLabels == !name.loss.scalesTargets)
  }

  @Test(arguments: [
    (LossName.mse, [0.5, -2], true), (.bce, [0, 1, 1], true), (.bce, [0, 2], false), (.ce, [0, 2, 1], true),
    (.ce, [0, 1.5], false), (.huber, [7], true),
  ])
  func refusesLabelsOfAnotherKind(name: LossName, targets: [Double], fits: Bool) throws {
    let data = try table(targets)
    if fits {
      try name.check(data)
    } else {
      #expect(throws: DataError.self) { try name.check(data) }
    }
  }

  @Test func oneOutputAClassElseOneATarget() throws {
    let data = try table([0, 2, 1])
    #expect(try LossName.ce.outputCount(for: data) == 3 && LossName.mse.outputCount(for: data) == 1)
  }
}
