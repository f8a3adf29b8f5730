import KANData
import Testing

@testable import KANSymbolic

/// Starts for constants that the user gave none for.
@Suite struct StartSearchTests {
  private static let x = (1...40).map { Double($0) / 8 }

  private static func search(
    _ text: String, starts: [String: Double] = [:], bounds: [String: ClosedRange<Double>] = [:],
    budget: WorkBudget = WorkBudget(), y: (Double) -> Double
  ) throws -> [[Double]] {
    let table = try Table(names: ["x", "y"], columns: [x, x.map(y)])
    let form = try Form(parsing: text, columns: table.names, target: "y")
    let rows = try FormRows(table, for: form, options: Form.FitOptions())
    return try StartSearch(
      form: form, starts: starts,
      bounds: form.constants.map { bounds[$0] ?? -.infinity ... .infinity }, budget: budget
    ).starts(on: rows)
  }

  /// A form that is linear in all constants needs one start, which is the solution.
  @Test func aLinearFormIsSolved() throws {
    let starts = try Self.search("a + b*x + c*x^2") { 1 - 2 * $0 + 0.5 * $0 * $0 }
    #expect(starts.count == 1)
    for (value, truth) in zip(starts[0], [1, -2, 0.5]) { #expect(abs(value - truth) < 1e-10) }
  }

  /// So does one that is linear in functions of its constants, whatever the magnitudes and signs.
  @Test(arguments: [(1e-9, 0.045), (3e7, -250), (1, 1e-6)])
  func functionsOfConstantsAreSolved(offset: Double, divisor: Double) throws {
    let starts = try Self.search("log(p) + x/d") { logarithm(offset) + $0 / divisor }
    #expect(abs(starts[0][0] / offset - 1) < 1e-6 && abs(starts[0][1] / divisor - 1) < 1e-9, "\(starts[0])")
    // b is also used elsewhere, and the exponential is not linear in 1/c.
    let form = try Form(parsing: "y = a/b + b*exp(-x/c)", columns: ["x", "y"])
    #expect(SubstitutedConstants(form, candidates: [0, 1, 2]) == nil)
  }

  /// What the user gives stays, bounds are kept, and what is handed on differs.
  @Test func startsKeepWhatIsGiven() throws {
    let starts = try Self.search(
      "a*sin(w*x + p) + c", starts: ["c": 0.25], bounds: ["w": 1...9, "a": 0 ... .infinity]
    ) { sine(3 * $0) }
    #expect(starts.count > 4)
    for start in starts {
      #expect(start[3] == 0.25 && (1...9).contains(start[1]) && start[0] >= 0)
    }
    #expect(Set(starts).count == starts.count)
    let again = try Self.search(
      "a*sin(w*x + p) + c", starts: ["c": 0.25], bounds: ["w": 1...9, "a": 0 ... .infinity]
    ) { sine(3 * $0) }
    #expect(again == starts, "equal rows give equal bits")
  }

  /// The first start is near enough for a solver: here within a quarter of the frequency.
  @Test(arguments: [0.9, 3, 8.5]) func theFirstStartIsNearest(frequency: Double) throws {
    let starts = try Self.search("a*sin(w*x + p)") { 2 * sine(frequency * $0 + 0.7) }
    #expect(abs(abs(starts[0][1]) / frequency - 1) < 0.25, "\(starts[0])")
  }

  @Test func findsNothingWhereThereIsNothing() throws {
    #expect(try Self.search("a*log(-x - abs(b))") { $0 }.isEmpty)
    #expect(try Self.search("a*exp(b*x)", budget: WorkBudget(limit: 0)) { $0 }.isEmpty)
  }
}
