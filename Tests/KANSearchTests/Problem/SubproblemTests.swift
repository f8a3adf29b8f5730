import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSearch

/// A target on its way to a law: y = factor·t + term.
@Suite struct SubproblemTests {
  private static func table() throws -> FeatureTable {
    let a = (1...40).map(Double.init)
    return FeatureTable(
      try Dataset([("a", a), ("b", a.map { 50 - $0 })], target: a.map { 2 * $0 * (50 - $0) + 1 }), rows: 100)
  }

  @Test func isTheWholeTargetAtFirst() throws {
    let problem = Subproblem(try Self.table())
    #expect(problem.values == problem.table.target && problem.inputs == [0, 1] && problem.dropped.isEmpty)
    #expect(problem.factor == 1 && problem.term == 0)
    #expect(problem.composed(with: .variable("a")) == .variable("a"))
    #expect(problem.restoringDroppedInputs == nil)
    #expect(problem.weight(at: 3) == 1)
  }

  /// y = a·t + 1 with t = 2·b: what the law says of t, put back, says y.
  @Test func composesTheWayBack() throws {
    let table = try Self.table()
    let problem = Subproblem(
      table: table, values: table.inputs[1].map { 2 * $0 }, factor: .variable("a"), term: 1, inputs: [1],
      dropped: [0])
    let law = problem.composed(with: 2 * .variable("b"))
    let values = try #require(table.values(of: law))
    expectClose(values, table.target, within: 1e-15)
    #expect(problem.restoringDroppedInputs?.inputs == [0, 1])
    #expect(problem.restoringDroppedInputs?.dropped.isEmpty == true)
    #expect(problem.restoringDroppedInputs?.factor == .variable("a"))
  }

  /// An error of y is y/t of it in t.
  @Test func weighsByTheFactor() throws {
    let table = try Self.table()
    let y = table.target
    let problem = Subproblem(
      table: table, values: zip(y, table.inputs[0]).map { $0 / $1 }, factor: .variable("a"), inputs: [1])
    for s in y.indices { #expect(isClose(problem.weight(at: s), table.inputs[0][s], within: 1e-14)) }
    let zero = Subproblem(table: table, values: y.map { _ in 0 }, factor: .variable("a"), inputs: [1])
    #expect(zero.weight(at: 0) == 0)
  }

  @Test func takesAQuantityForTwoInputs() throws {
    let problem = Subproblem(try Self.table())
    let sum = zip(problem.table.inputs[0], problem.table.inputs[1]).map { $0 + $1 }
    let merged = problem.replacing([0, 1], with: .variable("a") + .variable("b"), sum)
    #expect(merged.inputs == [2] && merged.values == problem.values)
    #expect(merged.table.inputs[2] == sum)
    #expect(problem.replacing([0], with: .variable("a"), sum).inputs == [1, 2])
  }

  @Test func knowsItsSign() throws {
    let table = try Self.table()
    func problem(_ f: (Double) -> Double) -> Subproblem {
      Subproblem(table: table, values: table.target.map(f), factor: 1, inputs: [0])
    }
    #expect(problem { $0 }.keepsSign && !problem { $0 }.isNegative)
    #expect(problem { -$0 }.keepsSign && problem { -$0 }.isNegative)
    #expect(!problem { $0 - 100 }.keepsSign && !problem { $0 - 100 }.isNegative)
    #expect(!problem { _ in 0 }.keepsSign)
  }

  @Test func isAConstantWhereNothingIsLeft() throws {
    let table = try Self.table()
    let problem = Subproblem(
      table: table, values: table.target.map { _ in 2.5 }, factor: .variable("a"), inputs: [])
    let values = try #require(table.values(of: problem.constantLaw))
    expectClose(values, table.inputs[0].map { 2.5 * $0 }, within: 1e-15)
  }
}
