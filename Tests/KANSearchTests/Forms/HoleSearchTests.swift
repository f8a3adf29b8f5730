import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANSearch

/// Which tables a form with unknown functions can explain, and what its parts leave open.
@Suite struct HoleSearchTests {
  private static func session(_ columns: [(String, [Double])], target: [Double]) throws -> SearchSession {
    try LawSearch.sample(try Dataset(columns.map { (name: $0.0, values: $0.1) }, target: target)).session
  }

  private static let x = (0..<60).map { 1 + Double($0) / 20 }

  private static func error(_ text: String, _ columns: [String], _ session: SearchSession) -> FormError? {
    do {
      _ = try HoleSearch(try HoledForm(parsing: text, columns: columns, target: "y"), in: session)
      return nil
    } catch {
      guard case SymbolicError.form(let own) = error else { return nil }
      return own
    }
  }

  /// A form read for another table names what this one lacks; a column that never changes teaches nothing; labels are no quantities.
  @Test func refusesOtherTables() throws {
    let session = try Self.session(
      [("x", Self.x), ("g", Self.x.map { _ in 9.81 })], target: Self.x.map { $0 * $0 })
    #expect(
      Self.error("f(x)*z", ["x", "z"], session) == .badArgument(of: "f(x)*z", "z", columns: ["x", "g"]))
    #expect(Self.error("f(x)*g", ["x", "g"], session) == .constantColumn("g", value: 9.81))
    #expect(Self.error("f(x)", ["x", "g"], session) == nil)
    let labels = try Self.session([("x", Self.x)], target: Self.x.map { $0 > 2.5 ? 1 : 0 })
    #expect(Self.error("f(x)", ["x"], labels) == .formOfLabels("y"))
  }

  /// Without a budget a search comes back with nothing that is not finite.
  @Test func comesBackWithoutABudget() throws {
    let session = try Self.session([("x", Self.x)], target: Self.x.map { 2 * $0 * $0 })
    var archive = LawArchive()
    try HoleSearch(
      try HoledForm(parsing: "2*f(x)", columns: ["x"], target: "y"),
      in: session.spending(WorkBudget(limit: 0))
    )
    .advance(&archive)
    #expect(archive.laws.allSatisfy { $0.error.isFinite } && !archive.networks.error.isNaN)
  }
}
