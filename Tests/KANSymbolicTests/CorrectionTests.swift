import KANData
import KANFormula
import KANNumerics
import Testing

@testable import KANSymbolic

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
    var discoverer = try Discoverer(data, options: DiscoveryOptions(threads: 1), observer: nil)
    discoverer.adopt(try Expression(parsing: "a^3*b"), as: "given")
    #expect(discoverer.laws.best?.isExact == false)
    discoverer.lookForCorrection(until: Deadline(.seconds(600), stop: StopFlag()))
    let best = try #require(discoverer.laws.best)
    #expect(best.isExact, "\(best.built.expression)")
  }
}
