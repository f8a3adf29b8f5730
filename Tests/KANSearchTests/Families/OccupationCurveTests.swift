import KANData
import KANFormula
import KANNumerics
import RealModule
import Testing

@testable import KANSearch

/// Occupation numbers beyond the cases of all families.
@Suite struct OccupationCurveTests {
  /// y = 3/(e^(x/kT) + 1) with x in units in which it is very small or very large.
  private static func table(_ unit: Double) throws -> Dataset {
    var random = SeededRandom(seed: 12)
    let (x, z) = (random.uniforms(100, in: 0.3...4), random.uniforms(100, in: 0.5...2))
    let y = x.map { 3 / (Double.exp($0) + 1) }
    return try Dataset(
      inputNames: ["x", "z"], inputs: [x.map { $0 * unit }, z], targetNames: ["y"], targets: [y])
  }

  /// Cubes of such inputs leave the range of numbers, which is no reason to miss the law or to stop.
  @Test(arguments: [1e-106, 1e-3, 1, 1e106]) func findsLawsOfExtremeInputs(unit: Double) throws {
    let data = try Self.table(unit)
    let laws = OccupationCurve().candidates(for: Subproblem(data), in: .sample(Look(breadth: .powers)))
    let best = try #require(try laws.map { try data.largestError(of: $0) }.min())
    #expect(best < 1e-6)
  }
}
