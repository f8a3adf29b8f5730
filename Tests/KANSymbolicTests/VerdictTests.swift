import KANData
import KANFormula
import KANNumerics
import Testing

@testable import KANSymbolic

/// What a search may say about a law when it has seen nothing but that law.
@Suite struct VerdictTests {
  /// A law that misses every row by far, its residuals without any trend.
  private static func discoverer() throws -> Discoverer {
    var random = SeededRandom(seed: 4)
    let a = (0..<400).map { _ in random.uniform(in: 1...2) }
    let data = try Dataset(
      inputNames: ["a"], inputs: [a], targetNames: ["y"], targets: [a.map { $0 + random.normal() }])
    var discoverer = try Discoverer(data, options: DiscoveryOptions(threads: 1), observer: nil)
    discoverer.adopt(Expression.variable("a"), as: "given")
    return discoverer
  }

  @Test func isApproximateWhereNothingTellsHowLargeTheNoiseIs() throws {
    #expect(try Self.discoverer().discovery().account.verdict == .approximate)
  }

  @Test func isWithinNoiseWhereResidualsHaveTheSizeOfNoise() throws {
    var discoverer = try Self.discoverer()
    discoverer.noiseLevel = discoverer.laws.best?.built.validationError
    #expect(try discoverer.discovery().account.verdict == .withinNoise)
  }

  @Test func isApproximateWhereALawLeftLess() throws {
    var discoverer = try Self.discoverer()
    discoverer.noiseLevel = discoverer.laws.best.map { 0.5 * $0.built.validationError }
    #expect(try discoverer.discovery().account.verdict == .approximate)
  }
}
