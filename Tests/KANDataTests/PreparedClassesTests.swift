import KANData
import Testing

/// Classes in words as indices.
@Suite struct PreparedClassesTests {
  private static func prepared(_ text: String) throws -> TablePreparation.Prepared {
    try TablePreparation().dataset(
      from: MixedTable(bytes: Array(text.utf8)), inputs: ["x"], targets: ["kind"])
  }

  @Test func wordsBecomeIndices() throws {
    let two = try #require(try Self.prepared("x,kind\n1,b\n2,a\n3,b\n").withClassIndices())
    #expect(two.names == ["kind=a", "kind=b"] && two.data.targets == [[1, 0, 1]])
    #expect(two.data.targetNames == ["kind"])
    let three = try Self.prepared("x,kind\n1,c\n2,a\n3,b\n")
    #expect(try three.withClassIndices()?.data.targets == [[2, 0, 1]])
    // Another table may have its classes in another order.
    #expect(try three.withClassIndices(of: ["kind=b", "kind=c", "kind=a"])?.data.targets == [[1, 2, 0]])
    #expect(throws: DataError.unknownClass(name: "c", column: "kind", classes: ["kind=a", "kind=b"])) {
      try three.withClassIndices(of: ["kind=a", "kind=b"])
    }
    #expect(try three.withClassIndices(of: ["y0", "y1"]) == nil)
    #expect(try Self.prepared("x,kind\n1,0\n2,1\n3,2\n").withClassIndices() == nil)
  }
}
