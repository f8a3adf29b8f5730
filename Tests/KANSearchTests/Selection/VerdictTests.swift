import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// What a search may say about a law when it has seen nothing but that law.
@Suite struct VerdictTests {
  /// A law that misses every row by far, its residuals without any trend.
  private static func search() throws -> LawSearch {
    var random = SeededRandom(seed: 4)
    let a = (0..<400).map { _ in random.uniform(in: 1...2) }
    let data = try Dataset(
      inputNames: ["a"], inputs: [a], targetNames: ["y"], targets: [a.map { $0 + random.normal() }])
    var search = try LawSearch(
      data, options: Discovery.Options(threads: 1), budget: WorkBudget(), observer: nil)
    let law = try #require(
      search.session.fitter.law(
        Expression.variable("a"), from: .family("given"), weighting: .absoluteNoise, budget: WorkBudget()))
    search.archive.add(law)
    return search
  }

  private static func verdict(noise share: Double?) throws -> Discovery.Account.Verdict {
    var search = try search()
    if let share { search.archive.noteNoise(share * search.archive.bestError) }
    return try search.discovery(seconds: 0).account.verdict
  }

  @Test func isApproximateWhereNothingTellsHowLargeTheNoiseIs() throws {
    #expect(try Self.verdict(noise: nil) == .approximate)
  }

  @Test func isWithinNoiseWhereResidualsHaveTheSizeOfNoise() throws {
    #expect(try Self.verdict(noise: 1) == .withinNoise)
  }

  @Test func isApproximateWhereALawLeftLess() throws {
    #expect(try Self.verdict(noise: 0.5) == .approximate)
  }

  /// A fifth of the variance is left of two inputs: of forty rows nothing can be said, of a thousand that nothing else explains it.
  @Test func isApproximateWhereRowsAreTooFew() throws {
    #expect(try Self.shortfalls(rows: 40) == [.rowsAreTooFew])
    #expect(try Self.shortfalls(rows: 1_000).isEmpty)
  }

  private static func shortfalls(rows: Int) throws -> [Discovery.Account.Shortfall] {
    var random = SeededRandom(seed: 6)
    let a = (0..<rows).map { _ in random.uniform(in: 1...3) }
    let b = (0..<rows).map { _ in random.uniform(in: 1...3) }
    let y = zip(a, b).map { $0 * $1 + 0.8 * random.normal() }
    let data = try Dataset(inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [y])
    var search = try LawSearch(
      data, options: Discovery.Options(threads: 1), budget: WorkBudget(), observer: nil)
    let law = try #require(
      search.session.fitter.law(
        Expression(parsing: "a*b"), from: .family("given"), weighting: .absoluteNoise, budget: WorkBudget()))
    search.archive.add(law)
    search.archive.noteNoise(search.archive.bestError)
    return try #require(search.discovery(seconds: 0).account.shortfalls)
  }
}
