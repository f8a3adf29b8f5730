import KANData
import Testing

@testable import KANSearch

/// Copies count once, and repeated measurements stay together.
@Suite struct ReplicatesTests {
  private static func data(_ x: [Double], _ y: [Double], weights: [Double]? = nil) throws -> Dataset {
    try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [y], weights: weights)
  }

  @Test func copiesCountOnce() throws {
    let x = (0..<40).map { Double($0) / 7 }
    let y = x.map { $0 * 1.37 }
    let (once, note) = Replicates.withoutCopies(try Self.data(x + x[..<5], y + y[..<5]))
    #expect(once.inputs == [x] && note == "5 rows are duplicates and count once")
    #expect(Replicates.withoutCopies(try Self.data(x, y)).note == nil)
    // Labels repeat by themselves, and so do weights.
    let labels = x.indices.map { Double($0 % 2) }
    #expect(Replicates.withoutCopies(try Self.data(labels, labels)).data.count == 40)
    let weighted = try Self.data(x + x, y + y, weights: [Double](repeating: 1, count: 80))
    #expect(Replicates.withoutCopies(weighted).data.count == 80)
  }

  @Test func repeatedMeasurementsStayTogether() throws {
    let x = (0..<120).map { Double($0 % 30) }
    let split = try Replicates.split(try Self.data(x, x.indices.map(Double.init)), validation: 0.2, seed: 3)
    #expect(
      Set(split.train.gathered.inputs[0]).isDisjoint(with: split.validation.gathered.inputs[0]))
    #expect(split.train.count == 96 && split.validation.count == 24)
    let different = try Self.data(x.indices.map(Double.init), x)
    let parts = try Replicates.split(different, validation: 0.2, seed: 3)
    let plain = try different.split(validation: 0.2, seed: 3)
    #expect(parts.train.gathered == plain.train && parts.validation.gathered == plain.validation)
  }

  /// In cross-validation rows of equal inputs are predicted by the others only, if there are enough groups of them.
  @Test func partsKeepRepeatedMeasurementsTogether() throws {
    let x = (0..<60).map { Double($0 / 4) }
    let parts = Replicates.parts(try Self.data(x, x), 10)
    #expect(Set(parts) == Set(0..<10))
    for s in x.indices { #expect(parts[s] == parts[4 * (s / 4)]) }
    let levels = (0..<60).map { Double($0 % 3) }
    #expect(Replicates.parts(try Self.data(levels, levels), 10) == (0..<60).map { $0 % 10 })
    #expect(Replicates.parts(try Self.data([1, 2, 3], [1, 2, 3]), 10) == [0, 1, 2])
  }
}
