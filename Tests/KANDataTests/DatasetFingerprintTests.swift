import Foundation
import KANData
import Testing

@Suite struct DatasetFingerprintTests {
  private func table(
    x: [Double] = [1, 2, 3], weights: [Double]? = nil, inputs: [String] = ["x", "z"], target: String = "y"
  ) throws -> DatasetFingerprint {
    DatasetFingerprint(
      try Dataset(
        inputNames: inputs, inputs: [x, x.map { $0 * 0.1 }], targetNames: [target], targets: [x.map { -$0 }],
        weights: weights))
  }

  @Test func equalTablesDoNotDiffer() throws {
    let fingerprint = try table()
    #expect(try table().differences(from: fingerprint).isEmpty)
    let copy = try JSONDecoder().decode(
      DatasetFingerprint.self, from: JSONEncoder().encode(fingerprint))
    #expect(copy == fingerprint)
  }

  @Test func everyDifferenceIsNamed() throws {
    let old = try table()
    #expect(
      try table(target: "t").differences(from: old) == ["the targets t instead of y"])
    #expect(
      try table(inputs: ["z", "x"]).differences(from: old) == ["the inputs z, x instead of x, z"])
    #expect(try table(x: [1, 2]).differences(from: old) == ["2 rows instead of 3"])
    #expect(
      try table(x: [2, 1, 3]).differences(from: old)
        == ["y", "x", "z"].map { "other values or another order of rows in '\($0)'" })
    #expect(try table(weights: [1, 2, 1]).differences(from: old) == ["weights, where there were none"])
    #expect(
      try table(weights: [1, 2, 1]).differences(from: table(weights: [1, 1, 1])) == ["other weights"])
  }
}
