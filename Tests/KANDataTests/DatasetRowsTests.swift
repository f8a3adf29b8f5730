import KANData
import Testing

/// Some rows of a dataset, gathered where they are asked for.
@Suite struct DatasetRowsTests {
  private static func data(weights: [Double]? = nil) throws -> Dataset {
    try Dataset(
      inputNames: ["a", "b"], inputs: [(0..<10).map(Double.init), (0..<10).map { Double($0 * $0) }],
      targetNames: ["y"], targets: [(0..<10).map { 3 - Double($0) }], weights: weights)
  }

  @Test func areTheRowsAtTheirPlaces() throws {
    let data = try Self.data(weights: (1...10).map(Double.init))
    let places = [7, 2, 2, 9]
    let rows = DatasetRows(of: data, at: places)
    #expect(rows.count == 4 && rows.inputNames == ["a", "b"])
    #expect(rows.gathered == data.selecting(rows: places))
    #expect(DatasetRows(of: data).gathered == data && DatasetRows(of: data).count == 10)
  }

  /// Few of them are those few of a copy.
  @Test(arguments: [1, 2, 3, 5, 8, 20])
  func limitsAreThoseOfACopy(limit: Int) throws {
    let data = try Self.data()
    let rows = DatasetRows(of: data, at: [9, 8, 6, 5, 3, 2, 1])
    let taken = rows.limited(to: limit)
    #expect(taken == rows.gathered.limited(to: limit) && taken.count == min(limit, 7))
    #expect(DatasetRows(of: data).limited(to: limit) == data.limited(to: limit))
  }

  @Test func conditionsCountFromTheFirst() throws {
    let data = try Self.data()
    let rows = DatasetRows(of: data, at: [9, 8, 6, 5])
    #expect(rows.filter { $0 % 2 == 1 }.gathered.inputs[0] == [8, 5])
    #expect(DatasetRows(of: data).filter { $0 > 7 }.gathered.inputs[0] == [8, 9])
  }

  @Test func partsHaveWeights() throws {
    let data = try Self.data(weights: [Double](repeating: 1, count: 9) + [-1])
    #expect(try data.part([0, 9, 1]).count == 3)
    #expect(throws: DataError.self) { try data.part([0, 9]) }
  }

  @Test func splitsArePlaces() throws {
    let data = try Self.data()
    let places = try Dataset.splitRows(10, validation: 0.3, test: 0.2, seed: 4)
    let split = try data.split(validation: 0.3, test: 0.2, seed: 4)
    #expect(places.train.count == 5 && places.validation.count == 3 && places.test.count == 2)
    #expect((places.train + places.validation + places.test).sorted() == Array(0..<10))
    #expect(split.train == data.selecting(rows: places.train))
    #expect(split.validation == data.selecting(rows: places.validation))
    #expect(split.test == data.selecting(rows: places.test))
    #expect(throws: DataError.self) { try Dataset.splitRows(1, seed: 4) }
    #expect(throws: DataError.self) { try Dataset.splitRows(10, validation: 0, seed: 4) }
  }
}
