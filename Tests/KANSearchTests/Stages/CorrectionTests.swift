import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import Testing

@testable import KANSearch

/// A small term beside a large one that is known exactly.
@Suite struct CorrectionTests {
  @Test func isFoundInWhatTheLargeOneLeaves() throws {
    var random = SeededRandom(seed: 12)
    let a = (0..<800).map { _ in random.uniform(in: 1...2) }
    let b = (0..<800).map { _ in random.uniform(in: 0.5...3) }
    let truth = try CompiledExpression(
      try Expression(parsing: "a^3*b + cos(b)/(20*a)"), variables: ["a", "b"])
    let data = try Dataset(
      inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [truth.values([a, b])])
    var search = try LawSearch(
      data, options: Discovery.Options(threads: 1), budget: WorkBudget(), observer: nil)
    let large = try #require(
      search.session.fitter.law(
        try Expression(parsing: "a^3*b"), from: .family("given"), weighting: .absoluteNoise,
        budget: WorkBudget()))
    search.archive.add(large)
    #expect(search.archive.best?.isExact == false)
    #expect(CorrectionStage().advance(&search.archive, in: search.session) == .settled)
    let best = try #require(search.archive.best)
    #expect(best.isExact, "\(best.expression)")
  }
}
