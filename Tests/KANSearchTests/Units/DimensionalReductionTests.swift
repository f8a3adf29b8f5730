import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSearch

/// Tables in dimensionless groups, and the reasons why there are none.
@Suite struct DimensionalReductionTests {
  private static func data(_ ranges: [(String, ClosedRange<Double>)], rows: Int = 30) throws -> Dataset {
    var random = SeededRandom(seed: 19)
    let columns = ranges.map { ($0.0, random.uniforms(rows, in: $0.1)) }
    return try Dataset(columns.map { ($0.0, $0.1) }, target: columns[0].1.map { 3 * $0 })
  }

  private static func units(_ texts: [String: String]) throws -> [String: PhysicalUnit] {
    try texts.mapValues { try PhysicalUnit(parsing: $0) }
  }

  /// m·√(1 − v²/c²): one group v/c, the target in units of m.
  @Test func formsGroups() throws {
    let data = try Self.data([("m", 1...2), ("v", 1e7...2e8), ("c", 3e8...3.1e8)])
    let reduction = DimensionalReduction(
      of: data, units: try Self.units(["m": "kg", "v": "m/s", "c": "m/s", "y": "kg"]))
    let table: DimensionalReduction.Table = try #require(reduction.table)
    #expect(reduction.note == nil)
    #expect(table.groups.map(\.name) == ["v/c"] && table.scale.name == "m")
    #expect(table.data?.inputNames == ["group1"] && table.data?.targetNames == ["group0"])
    expectClose(
      table.data?.inputs[0] ?? [], zip(data.inputs[1], data.inputs[2]).map { $0 / $1 }, within: 1e-14)
    expectClose(table.target, data.inputs[0].map { _ in 3 }, within: 1e-14)
  }

  /// A column that never changes is a constant with its unit, by its name.
  @Test func namesConstants() throws {
    let data = try Self.data([("m", 1...2), ("v", 1e7...2e8), ("c", 3e8...3e8)])
    let table = try #require(
      DimensionalReduction(of: data, units: try Self.units(["m": "kg", "v": "m/s", "c": "m/s", "y": "kg"]))
        .table)
    #expect(table.groups.map(\.name) == ["v/c"])
    #expect(
      table.groups[0].expression.variables == ["v"] && table.groups[0].expression.namedConstants.count == 1)
  }

  /// A group that never changes is no input; without any there is no table, only a scale.
  @Test func leavesConstantGroupsOut() throws {
    let data = try Self.data([("a", 1...2), ("b", 3...3), ("c", 4...4)])
    let table = try #require(
      DimensionalReduction(of: data, units: try Self.units(["a": "kg", "b": "m", "c": "m", "y": "kg"])).table)
    #expect(table.groups.isEmpty && table.data == nil && table.scale.name == "a")
    expectClose(table.target, data.inputs[0].map { _ in 3 }, within: 1e-14)
  }

  @Test(arguments: [
    (["a": "m"], "no unit was given for b, y"),
    (["a": "m", "b": "m", "y": "kg"], "no product of powers of the inputs has the unit of y"),
    (["a": "1", "b": "1", "y": "1"], "already dimensionless"),
  ])
  func saysWhyThereAreNoGroups(units: [String: String], note: String) throws {
    let reduction = DimensionalReduction(
      of: try Self.data([("a", 1...2), ("b", 1...2)]), units: try Self.units(units))
    #expect(reduction.table == nil && reduction.note?.contains(note) == true, "\(reduction.note ?? "")")
  }

  @Test func needsFiniteGroupsAndScales() throws {
    let b = [0.0, 1, 2, 3]
    let units = try Self.units(["a": "m", "b": "m", "y": "m"])
    let group = DimensionalReduction(
      of: try Dataset([("a", [1, 2, 3, 4]), ("b", b)], target: [1, 2, 3, 5]), units: units)
    #expect(group.table == nil && group.note?.contains("not finite") == true)
    // The target may still be divided by the other length.
    let scale = DimensionalReduction(
      of: try Dataset([("a", b)], target: [1, 2, 3, 5]), units: try Self.units(["a": "m", "y": "m"]))
    #expect(scale.table == nil && scale.note?.contains("scale is zero") == true, "\(scale.note ?? "")")
  }

  @Test func productsOfPowersAreThemselves() throws {
    let product = QuantityProduct([.variable("a"), .variable("b"), .variable("c")], [2, 0, -.half])
    #expect(product.factors.count == 2)
    let values = try #require(product.values([[2, 3], [7, 7], [4, 9]], names: ["a", "b", "c"], count: 2))
    expectClose(values, [2, 3], within: 1e-15)
    #expect(product.values([[2, 3], [7, 7], [0, 9]], names: ["a", "b", "c"], count: 2) == nil)
    #expect(product.values([[2, 3]], names: ["a"], count: 2) == nil)
    let one = QuantityProduct([.variable("a")], [0])
    #expect(one.name == "1" && one.values([[2, 3]], names: ["a"], count: 2) == [1, 1])
  }
}
