import Testing

@testable import KANData

/// Whole numbers that stand for classes.
@Suite struct ClassTargetTests {
  private static func table(_ digits: [Double]) throws -> Dataset {
    try Dataset(
      inputNames: ["x"], inputs: [digits.indices.map(Double.init)], targetNames: ["digit"], targets: [digits])
  }

  @Test func numbersBecomeClasses() throws {
    let classes = try #require(try Self.table([3, 1, 2, 3]).splittingClasses(upTo: 5))
    #expect(classes.targetNames == ["digit=1", "digit=2", "digit=3"])
    #expect(classes.targets == [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]])
    #expect(classes.inputs == [[0, 1, 2, 3]])
  }

  @Test(arguments: [[0, 1, 1, 0], [0.5, 1, 2, 3], [1, 2, 3, 4, 5, 6]])
  func otherNumbersAreNone(digits: [Double]) throws {
    #expect(try Self.table(digits).splittingClasses(upTo: 5) == nil)
  }

  @Test func anotherTableHasTheSameClasses() throws {
    let names = ["digit=1", "digit=2", "digit=3"]
    #expect(try Self.table([2, 2]).splittingClasses(names).targets == [[0, 0], [1, 1], [0, 0]])
    #expect {
      try Self.table([2, 4]).splittingClasses(names)
    } throws: { "\($0)".contains("row 2") && "\($0)".contains("digit=3") }
  }
}
