import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSearch

/// The rows on which laws are looked for, and quantities made of them.
@Suite struct FeatureTableTests {
  private static func data(_ rows: Int = 100) throws -> Dataset {
    let a = (0..<rows).map(Double.init)
    return try Dataset([("a", a), ("b", a.map { $0 * $0 - 7 })], target: a.map { 3 * $0 })
  }

  @Test(arguments: [(10, 10), (99, 99), (100, 100), (1_000, 100)])
  func takesRowsEvenly(limit: Int, count: Int) throws {
    let table = FeatureTable(try Self.data(), rows: limit)
    #expect(table.count == count)
    #expect(table.inputs.count == 2 && table.inputs.allSatisfy { $0.count == count })
    #expect(table.target.first == 0)
    let steps = Set(zip(table.inputs[0], table.inputs[0].dropFirst()).map { $1 - $0 })
    #expect(steps.count <= 2 && steps.allSatisfy { abs($0 - 100 / Double(count)) <= 1 })
  }

  @Test func takesRowsThatSatisfyACondition() throws {
    let table = FeatureTable(try Self.data(), rows: 100)
    #expect(table.rows(atMost: 1_000) { $0 % 10 == 0 } == stride(from: 0, to: 100, by: 10).map { $0 })
    #expect(table.rows(atMost: 5) { $0 % 10 == 0 } == [0, 20, 40, 60, 80])
    #expect(table.rows(atMost: 3).count == 3)
    #expect(table.rows(atMost: 3) { _ in false }.isEmpty)
  }

  @Test func evaluatesExpressionsOfItsColumns() throws {
    let table = FeatureTable(try Self.data(), rows: 100)
    #expect(table.variable(1) == .variable("b"))
    let values = try #require(table.values(of: try Expression(parsing: "a*b + 2")))
    let expected = table.inputs[0].map { a -> Double in a * (a * a - 7) + 2 }
    expectClose(values, expected, within: 1e-15)
    #expect(table.values(of: try Expression(parsing: "1/a")) == nil, "a is 0 in the first row")
    #expect(table.values(of: .variable("c")) == nil)
  }

  /// A column more is a quantity of those before; expressions of the user's inputs still have values.
  @Test func takesAColumnMore() throws {
    let table = FeatureTable(try Self.data(), rows: 100)
    let quantity = try Expression(parsing: "a - b")
    let wider = table.appending(quantity, zip(table.inputs[0], table.inputs[1]).map { $0 - $1 })
    #expect(wider.inputs.count == 3 && wider.count == 100)
    #expect(wider.variable(2) == quantity)
    let values = try #require(wider.values(of: wider.variable(2)))
    expectClose(values, wider.inputs[2], within: 1e-15)
  }
}
