import KANData
import Testing

/// Units in the names of columns.
@Suite struct HeaderUnitsTests {
  @Test func splitsNamesFromUnits() throws {
    let table = try Table(names: ["m [kg]", "v[m/s]", "n", "E [J]"], columns: [[1], [2], [3], [4]])
    let (bare, units) = try table.splittingUnits()
    #expect(bare.names == ["m", "v", "n", "E"])
    #expect(bare.columns == table.columns)
    #expect(units == ["m": "kg", "v": "m/s", "E": "J"])
  }

  @Test(arguments: [["x [m]", "x [s]"], ["[m]", "y"]])
  func refusesNamesThatAreNoneWithoutUnits(names: [String]) throws {
    let table = try Table(names: names, columns: [[1], [2]])
    #expect(throws: DataError.self) { try table.splittingUnits() }
  }

  /// A target and weights that are named without their units are no inputs.
  @Test func bareNamesTakeTheirColumnsOutOfTheInputs() throws {
    let table = try Table(
      names: ["t [s]", "v [m/s]", "w (1)"], columns: [[1, 2, 3], [4, 5, 7], [1, 1, 2]])
    let data = try Dataset(table, targets: ["v"], weights: "w")
    #expect(data.inputNames == ["t [s]"])
    #expect(data.targetNames == ["v"] && data.targets == [[4, 5, 7]] && data.weights == [1, 1, 2])
  }
}
