import Foundation
import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary
import Testing

@testable import KANSearch

/// Products of powers, over many decades and with either sign, are seen in one look; everything else is left alone.
@Suite struct PowerLawTests {
  static func table(_ law: ([Double]) -> Double) throws -> Dataset {
    var random = SeededRandom(seed: 5)
    let columns = (0..<3).map { _ in
      (0..<200).map { _ in pow(10, random.uniform(in: -12...9)) * (random.uniform() < 0.5 ? -1 : 1) }
    }
    let y = (0..<200).map { s in law(columns.map { $0[s] }) }
    return try Dataset(inputNames: ["a", "b", "c"], inputs: columns, targetNames: ["y"], targets: [y])
  }

  private static func laws(_ data: Dataset, _ weighting: Weighting) -> [KANFormula.Expression] {
    let context = SearchContext(
      catalog: .standard, methods: .all, threads: 1, budget: WorkBudget(), look: Look(weighting: weighting))
    return PowerLaw().candidates(for: Subproblem(FeatureTable(data, rows: 2_000)), in: context)
  }

  @Test(arguments: [(1, -2, 0), (3, 0, 1), (0, 0, -1), (2, 2, 2)])
  func findsPowers(p: Int, q: Int, r: Int) throws {
    let data = try Self.table {
      -6.674e-11 * pow($0[0], Double(p)) * pow($0[1], Double(q)) * pow($0[2], Double(r))
    }
    let law = try #require(Self.laws(data, .rounding).first)
    let predicted = try CompiledExpression(law, variables: data.inputNames).values(data.inputs)
    for (predicted, target) in zip(predicted, data.targets[0]) {
      #expect(abs(predicted - target) <= 1e-9 * abs(target))
    }
  }

  /// A row where an input is zero has no logarithm, but a product that is zero there as well is explained by it.
  @Test(arguments: [4, 6, 8]) func rowsAtZeroHideNoPower(rows: Int) throws {
    let x = (0..<rows).map(Double.init)
    let squares = try Dataset([("x", x)], target: x.map { 3 * $0 * $0 })
    let law = try #require(Self.laws(squares, .rounding).first)
    #expect(
      try CompiledExpression(law, variables: ["x"]).values([x]).elementsEqual(squares.targets[0]) {
        abs($0 - $1) < 1e-12
      })
    // Zero where no input is, or not zero where the input is: no product.
    for other in [x.map { $0 * ($0 - 1) }, x.map { $0 * $0 + 1 }] {
      #expect(Self.laws(try Dataset([("x", x)], target: other), .rounding).isEmpty)
    }
  }

  @Test func seesNoPowerInASum() throws {
    #expect(Self.laws(try Self.table { $0[0] + $0[1] }, .rounding).isEmpty)
  }

  /// Noise of one per mille of every value leaves exponents that are no fractions, to four digits; a column that does not
  /// matter stays out.
  @Test func measuresExponentsBesideNoise() throws {
    var random = SeededRandom(seed: 6)
    let columns = (0..<3).map { _ in (0..<1_000).map { _ in exp(random.uniform(in: -3...3)) } }
    let y = (0..<1_000).map { s in
      2.5 * pow(columns[0][s], 1.37) / pow(columns[1][s], 2) * (1 + 1e-3 * random.normal())
    }
    let data = try Dataset(inputNames: ["a", "b", "c"], inputs: columns, targetNames: ["y"], targets: [y])
    let law = try #require(Self.laws(data, .proportionalNoise).first)
    #expect(law.variables == ["a", "b"])
    let exponent = try #require(law.freeConstants.dropFirst().first)
    // σ_p = 1e-3/(√1000·√3) = 2e-5 for a logarithm even on ±3.
    #expect(abs(exponent - 1.37) < 1e-4)
  }
}
