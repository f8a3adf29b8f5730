import KANData
import KANNumerics
import Testing

@testable import KANSymbolic

/// From a start to the nearest minimum, inside of bounds.
@Suite struct FormSolverTests {
  private static let x = (0..<20).map { Double($0) / 5 }

  /// y = 2.5·exp(−x/1.3).
  private static func system() throws -> FormSystem {
    let table = try Table(names: ["x", "y"], columns: [x, x.map { 2.5 * exponential(-$0 / 1.3) }])
    let form = try Form(parsing: "y = a*exp(-x/b)", columns: table.names)
    return try FormSystem(
      form, rows: try FormRows(table, for: form, options: Form.FitOptions()),
      layout: ParameterLayout(isCommon: [true, true], groupCount: 1))
  }

  private static let free = -Double.infinity...Double.infinity
  static let around: [ClosedRange<Double>] = [free, 0...10, 1 ... .infinity, -.infinity...4]
  static let aside: [ClosedRange<Double>] = [2...5, 2 ... .infinity, -.infinity...1]

  /// Whatever the way and whatever the bounds around the minimum, it is the minimum.
  @Test(arguments: around)
  func allWaysLeadToTheMinimum(bounds: ClosedRange<Double>) throws {
    let solver = FormSolver(bounds: [bounds, bounds], budget: WorkBudget())
    for way in FormSolver.Way.all {
      let found = try #require(solver.solve(try Self.system(), from: [2, 2], way: way, steps: 200))
      #expect(abs(found.parameters[0] - 2.5) < 1e-6 && abs(found.parameters[1] - 1.3) < 1e-6)
      #expect(found.sumOfSquares < 1e-12)
    }
  }

  /// A minimum outside is approached as far as the bounds allow, and never passed.
  @Test(arguments: aside)
  func boundsAreKept(bounds: ClosedRange<Double>) throws {
    let solver = FormSolver(bounds: [Self.free, bounds], budget: WorkBudget())
    let start = bounds.upperBound < 2 ? 0.6 : 3.0
    let found = try #require(solver.solve(try Self.system(), from: [1, start], steps: 500))
    let end = bounds.upperBound < 2 ? 1.0 : 2
    #expect(bounds.contains(found.parameters[1]) && abs(found.parameters[1] - end) < 1e-3)
    #expect(solver.bounded == [1] && solver.nearestBound(of: 1, to: found.parameters[1]) == end)
  }

  /// What is held stays; the other is at its best beside it.
  @Test func heldParametersStay() throws {
    let system = try Self.system()
    let solver = FormSolver(bounds: [Self.free, Self.free], budget: WorkBudget())
    let found = try #require(solver.solve(system, from: [1, 2], isFree: [true, false], steps: 100))
    #expect(found.parameters[1] == 2)
    // a = Σ y·u/Σ u² with u = exp(−x/2).
    let u = Self.x.map { exponential(-$0 / 2) }
    let best = u.dot(system.rows.target) / u.sumOfSquares
    #expect(abs(found.parameters[0] - best) < 1e-9)
    #expect(solver.polish(system, from: [1, 2], isFree: [false, false]) == nil, "nothing is free")
  }

  @Test func doesNothingWithoutABudgetOrAValue() throws {
    let empty = WorkBudget(limit: 0)
    #expect(
      FormSolver(bounds: [Self.free, Self.free], budget: empty).solve(
        try Self.system(), from: [2, 2], steps: 9) == nil)
    let budget = WorkBudget()
    let solver = FormSolver(bounds: [Self.free, Self.free], budget: budget)
    // x/0 has no value in the first row.
    #expect(solver.solve(try Self.system(), from: [2, 0], steps: 9) == nil && budget.spent == 0)
    _ = solver.solve(try Self.system(), from: [2, 2], steps: 9)
    #expect(budget.spent > 0)
  }
}
