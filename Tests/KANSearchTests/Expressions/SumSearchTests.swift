import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Sums of trees with constants inside them, exact or rounded to floats.
@Suite struct SumSearchTests {
  private static func laws(
    _ data: Dataset, _ look: Look = Look(breadth: .pairs), threads: Int = 2
  ) -> [Expression] {
    SumsOfTrees().candidates(for: Subproblem(data), in: .sample(look, threads: threads))
  }

  static let composed: [(law: SampleLaw, terms: Int)] = [
    (SampleLaw("0.6*sin(1.3*a) - 0.23*a", 0.1...4, 0...9), 2),
    (SampleLaw("0.49*a^(1/3) + 0.31*a*exp(-0.085*b)", 0.2...12, 0...50), 2),
    (SampleLaw("0.46*a^2/(0.75*a^4 + 1) - 0.19*a^2", 0.1...3, 0...9), 2),
    (SampleLaw("0.6*(1 - exp(-0.08*a))*a - 0.02*a^2 + 0.6*a", 0.5...60, 0...9), 3),
    (SampleLaw("1.1*a*exp(-abs(a)) - 0.45*log(abs(b) + 1)", -3...3, -2...2), 2),
    (SampleLaw("2.3*a^0.63 + 1.7*b^1.81", 0.2...9, 0.1...5), 2),
    // Terms that say little without each other.
    (SampleLaw("0.9*a^(1/3) - 7.1*a - 0.011*a^2", 0.2...12, 0...50), 3),
  ]

  /// The law itself is the shortest description: as many terms, and on rows that were not seen no more than rounding.
  @Test(arguments: composed)
  func findsWhatLinearSelectionsMiss(law: SampleLaw, terms: Int) throws {
    let found = try #require(Self.laws(try law.table(rows: 200)).first)
    let fresh = try law.table(rows: 200, seed: 9)
    #expect(try fresh.largestError(of: found) < 1e-9, "\(found)")
    guard case .sum(let parts) = found else { return }
    #expect(parts.count <= terms + 1)
  }

  /// Rounding to floats is no noise that wants terms of its own.
  @Test(arguments: composed)
  func stopsAtTheRoundingOfFloats(law: SampleLaw, terms: Int) throws {
    let found = try #require(Self.laws(try law.tableInFloats(rows: 200)).first)
    let fresh = try law.table(rows: 200, seed: 9)
    #expect(try fresh.largestError(of: found) < 1e-6, "\(found)")
    guard case .sum(let parts) = found else { return }
    #expect(parts.count <= terms + 1, "\(found)")
  }

  /// So few rows determine the constants of no tree.
  @Test func needsItsLeastRows() throws {
    let least = SumsOfTrees.Settings().leastRows
    let law = SampleLaw("2.3*a^0.63", 0.2...9)
    #expect(try !Self.laws(law.table(rows: least)).isEmpty)
    #expect(try Self.laws(law.table(rows: least - 1)).isEmpty)
  }

  @Test func hasTheSameBitsWithAnyNumberOfThreads() throws {
    let data = try Self.composed[1].law.table(rows: 300, noise: .absolute(0.02))
    let look = Look(weighting: .absoluteNoise)
    #expect(Self.laws(data, look, threads: 1) == Self.laws(data, look, threads: 4))
  }
}
